//! A file → the words and paths in it that no file of that place may hold.

use super::tokens::{Token, tokens};

/// Names of the organization whose reports are the sample, and of what is its own. The program
/// serves any organization; these belong into `content/`.
const OF_THE_SAMPLE: &[&str] = &[
    "WIPO",
    "OMPI",
    "PCT",
    "Madrid",
    "Hague",
    "Lisbon",
    "UPOV",
    "World Intellectual Property",
    "产权组织",
    "马德里",
    "海牙",
    "里斯本",
    "الويبو",
    "مدريد",
    "لاهاي",
    "لشبونة",
    "ВОИС",
    "Мадрид",
    "Гааг",
    "Лиссабон",
];

/// Where the machines of people and of build services keep their files.
const MACHINES: &[&str] =
    &["/home/", "/root/", "/Users/", "/work/", "/workspace/", "/builds/", "C:\\Users\\"];

/// Folders that exist on one kind of machine only, or that anyone may write to.
const ABSOLUTE: &[&str] =
    &["/tmp", "/var", "/etc", "/usr", "/opt", "/mnt", "/home", "/root", "/dev"];

/// Line and word of each name of the sample. Upper and lower case are alike.
pub fn of_the_sample(text: &str) -> Vec<(usize, &'static str)> {
    lines_with(text, OF_THE_SAMPLE)
}

/// Line and start of each path of somebody's machine, in code or comment.
pub fn of_a_machine(text: &str) -> Vec<(usize, &'static str)> {
    lines_with(text, MACHINES)
}

fn lines_with(text: &str, words: &[&'static str]) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let lower = line.to_lowercase();
        for word in words {
            if stands_alone(&lower, &word.to_lowercase()) {
                found.push((index + 1, *word));
            }
        }
    }
    found
}

/// In scripts without spaces, and in those with endings, a word may go on.
fn stands_alone(text: &str, word: &str) -> bool {
    let is_ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.match_indices(word).any(|(start, _)| {
        let (before, after) = (&text[..start], &text[start + word.len()..]);
        let before = before.chars().next_back();
        match (word.chars().next(), word.chars().next_back()) {
            // `src/home/x` and `../root/` are paths of the repository.
            (Some('/'), _) => {
                !is_ascii(before) && !matches!(before, Some('.' | '_' | '-' | '}' | '>'))
            }
            (_, Some(last)) if last.is_ascii() => {
                !is_ascii(before) && !is_ascii(after.chars().next()) || word.ends_with('\\')
            }
            _ => true,
        }
    })
}

/// Line and text of each string of a Rust source that is an absolute path.
pub fn absolute_paths(source: &str) -> Vec<(usize, &str)> {
    let found = tokens(source).into_iter().filter_map(|placed| match placed.token {
        Token::Text(text) => {
            let is_path = ABSOLUTE.iter().any(|folder| {
                text.strip_prefix(folder)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            });
            let of_windows = text.get(1..3).is_some_and(|rest| rest == ":\\" || rest == ":/")
                && text.starts_with(|c: char| c.is_ascii_alphabetic());
            (is_path || of_windows).then_some((placed.line, text))
        }
        _ => None,
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_the_sample_in(text: &str) -> Vec<&'static str> {
        of_the_sample(text).into_iter().map(|(_, word)| word).collect()
    }

    #[test]
    fn names_of_the_sample_are_found_in_every_writing() {
        assert_eq!(of_the_sample_in("a wipo.int b"), ["WIPO"]);
        assert_eq!(of_the_sample_in("revenue.pct.actual, pct-applications"), ["PCT", "PCT"][..1]);
        assert_eq!(of_the_sample_in("the Hague_system"), ["Hague"]);
        assert_eq!(of_the_sample_in("世界知识产权组织的报告"), ["产权组织"]);
        assert_eq!(of_the_sample_in("в Гааге и Мадриде"), ["Мадрид", "Гааг"]);
        assert_eq!(of_the_sample("\n\nPCT"), [(3, "PCT")]);
        assert!(of_the_sample_in("pctx empty lisbonne wipof").is_empty());
    }

    #[test]
    fn paths_of_machines_are_found_and_those_of_the_repository_are_not() {
        let home = format!("see /{}/ana/kepi", "home");
        assert_eq!(of_a_machine(&home), [(1, "/home/")]);
        assert_eq!(of_a_machine(&format!("\"C:\\{}\\ana\"", "Users")), [(1, "C:\\Users\\")]);
        assert!(of_a_machine("src/home/x.rs ../root/ {folder}/builds/ /tmp/x").is_empty());
    }

    #[test]
    fn only_whole_strings_that_start_at_a_root_are_absolute_paths() {
        let source = "let a = \"/tmp/x\"; // \"/tmp/y\"\nlet b = \"/tmpfile\";\n\
                      let c = \"see /tmp\";\nlet d = r\"D:\\x\";\nlet e = \"a:b\"; \"/etc\"";
        assert_eq!(absolute_paths(source), [(1, "/tmp/x"), (4, "D:\\x"), (5, "/etc")]);
    }
}
