//! Rows and nodes that name what stands above them → what is wrong with the tree they make.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes};
use crate::model::{Id, Located};

/// One member of the tree.
pub struct Member<'a> {
    pub id: &'a Id,
    pub origin: Origin,
    pub parent: Option<&'a Located<Id>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    None,
    /// It closes a circle.
    WithoutParent,
    /// It stands too deep.
    LeaveOut,
}

/// How to make a tree of them: for each member, by its place in the list. A circle is told at its first
/// member; what stands below too deep a member is not told again.
pub fn check<'a>(
    what: &str,
    members: impl Iterator<Item = Member<'a>>,
    deepest: usize,
    found: &mut Diagnostics,
) -> Vec<Remedy> {
    let members: Vec<Member<'_>> = members.collect();
    let by_id: BTreeMap<&Id, usize> =
        members.iter().enumerate().map(|(index, member)| (member.id, index)).collect();
    let parent_of = |index: usize| -> Option<usize> {
        members[index].parent.and_then(|parent| by_id.get(&parent.value)).copied()
    };
    let mut remedies = vec![Remedy::None; members.len()];
    // 1 for a member without a parent; each member is walked once.
    let mut depths: Vec<Option<usize>> = vec![None; members.len()];
    for start in 0..members.len() {
        let mut way: Vec<usize> = Vec::new();
        let mut at = start;
        let mut above = loop {
            if let Some(depth) = depths[at] {
                break depth;
            }
            if let Some(first) = way.iter().position(|&one| one == at) {
                let circle: Vec<&Id> = way[first..].iter().map(|&one| members[one].id).collect();
                found.push(circle_of(what, &circle).at(place(&members[at])));
                remedies[at] = Remedy::WithoutParent;
                way.truncate(first + 1);
                break 0;
            }
            way.push(at);
            match parent_of(at) {
                Some(parent) => at = parent,
                None => break 0,
            }
        };
        for &one in way.iter().rev() {
            above += 1;
            if above > deepest {
                if above == deepest + 1 {
                    found.push(too_deep(what, members[one].id, deepest).at(place(&members[one])));
                }
                remedies[one] = Remedy::LeaveOut;
            }
            depths[one] = Some(above);
        }
    }
    remedies
}

fn place(member: &Member<'_>) -> Origin {
    member.parent.map_or(member.origin, |parent| parent.origin)
}

fn circle_of(what: &str, circle: &[&Id]) -> Diagnostic {
    // The first few say enough.
    const NAMED: usize = 4;
    let message = match circle {
        [one] => format!("the {what} `{one}` stands below itself"),
        [one, between @ ..] => {
            let names: Vec<&str> = between.iter().take(NAMED).map(|id| id.as_str()).collect();
            let more = if between.len() > NAMED { " …" } else { "" };
            let names = crate::diagnostics::listed(&names);
            format!("the {what} `{one}` stands below {names}{more}, and so below itself")
        }
        [] => unreachable!("a circle has at least one member"),
    };
    Diagnostic::new(&codes::CIRCLE, message).help("give one of them another `parent`, or none")
}

fn too_deep(what: &str, id: &Id, deepest: usize) -> Diagnostic {
    Diagnostic::new(
        &codes::TOO_DEEP,
        format!("the {what} `{id}` stands more than {deepest} levels deep"),
    )
    .help("give it a `parent` further up")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::FileId;

    /// `("a", "b")`: a stands below b.
    fn told(tree: &[(&str, &str)], deepest: usize) -> (Vec<String>, Vec<Remedy>) {
        let origin = Origin::file(FileId(0));
        let id = |name: &str| Id::parse(name).expect("an id");
        let ids: Vec<(Id, Option<Located<Id>>)> = tree
            .iter()
            .map(|(name, above)| (id(name), Id::parse(above).map(|a| Located::new(a, origin))))
            .collect();
        let members = ids.iter().map(|(id, parent)| Member { id, origin, parent: parent.as_ref() });
        let mut found = Diagnostics::new();
        let remedies = check("row", members, deepest, &mut found);
        (found.iter().map(|one| one.message.clone()).collect(), remedies)
    }

    #[test]
    fn a_circle_is_told_once_and_cut_once() {
        let (told, remedies) =
            told(&[("x", "a"), ("a", "b"), ("b", "c"), ("c", "a"), ("y", "x")], 9);
        assert_eq!(told, ["the row `a` stands below `b`, `c`, and so below itself"]);
        assert_eq!(remedies.iter().position(|one| *one == Remedy::WithoutParent), Some(1));
        assert_eq!(remedies.iter().filter(|one| **one == Remedy::None).count(), 4);
    }

    #[test]
    fn ten_thousand_levels_are_told_once() {
        let names: Vec<String> = (0..10_000).map(|n| format!("n{n}")).collect();
        let tree: Vec<(&str, &str)> = names
            .iter()
            .enumerate()
            .map(|(n, name)| (name.as_str(), if n == 0 { "" } else { names[n - 1].as_str() }))
            .collect();
        let (up, remedies) = told(&tree, 5);
        assert_eq!(up, ["the row `n5` stands more than 5 levels deep"]);
        assert_eq!(remedies.iter().filter(|one| **one == Remedy::LeaveOut).count(), 9_995);
        let down: Vec<(&str, &str)> = tree.iter().rev().copied().collect();
        assert_eq!(told(&down, 5).0, up);
    }

    #[test]
    fn a_tree_is_left_alone() {
        let (told, remedies) = told(&[("a", ""), ("b", "a"), ("c", "a"), ("d", "gone")], 2);
        assert_eq!(told, Vec::<String>::new());
        assert_eq!(remedies, [Remedy::None; 4]);
    }
}
