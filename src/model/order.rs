//! What follows from what → an order in which each comes after all that it follows from.

/// An order, and where one comes back to itself, which has no place that is right.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct InOrder {
    pub order: Vec<usize>,
    pub circles: Vec<Circle>,
}

/// `from` follows from `to`, which follows from `from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Circle {
    pub from: usize,
    pub to: usize,
    /// Which of the parts of `from` leads to `to`.
    pub part: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Ahead,
    OnTheWay,
    Behind,
}

/// For each the places of those that it follows from. Walked without recursion: a chain of columns
/// may be as long as a table is wide.
pub fn in_order(parts: &[Vec<usize>]) -> InOrder {
    let mut found = InOrder::default();
    let mut marks = vec![Mark::Ahead; parts.len()];
    let mut way: Vec<(usize, usize)> = Vec::new();
    for start in 0..parts.len() {
        if marks[start] == Mark::Ahead {
            marks[start] = Mark::OnTheWay;
            way.push((start, 0));
        }
        while let Some((at, next)) = way.last_mut() {
            let (from, part) = (*at, *next);
            *next += 1;
            let Some(&to) = parts[from].get(part) else {
                marks[from] = Mark::Behind;
                found.order.push(from);
                way.pop();
                continue;
            };
            match marks[to] {
                Mark::Ahead => {
                    marks[to] = Mark::OnTheWay;
                    way.push((to, 0));
                }
                Mark::OnTheWay => found.circles.push(Circle { from, to, part }),
                Mark::Behind => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_comes_after_its_parts() {
        let found = in_order(&[vec![1, 2], vec![2], vec![], vec![0]]);
        assert_eq!(found, InOrder { order: vec![2, 1, 0, 3], circles: vec![] });
    }

    #[test]
    fn a_circle_is_found_once() {
        let found = in_order(&[vec![1], vec![2, 0], vec![], vec![3]]);
        let circles = [Circle { from: 1, to: 0, part: 1 }, Circle { from: 3, to: 3, part: 0 }];
        assert_eq!(found.circles, circles);
        assert_eq!(found.order, [2, 1, 0, 3]);
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let chain: Vec<Vec<usize>> =
            (1..1_000_000).map(|next| vec![next]).chain([vec![]]).collect();
        assert_eq!(in_order(&chain).order[0], 999_999);
    }
}
