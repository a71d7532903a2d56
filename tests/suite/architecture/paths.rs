//! Rust source → the modules and crates it names, as far as one file tells.
//!
//! Aliases, groups, `super` and inline modules are followed; comments and strings are not paths.

use std::collections::BTreeMap;
use std::ops::Range;

use super::tokens::{Placed, Token, tokens};

/// Something that a file names: `crate::plan::SitePlan`, or `tera::Context` of a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Starts with `crate` or with the name of a crate.
    pub path: Vec<String>,
    pub line: usize,
    /// Below `#[cfg(test)]`, so no part of the program.
    pub in_test: bool,
}

#[derive(Debug, Default)]
pub struct File {
    pub named: Vec<Named>,
    /// `mod x;`: the names of modules in files of their own, and whether they are tests.
    pub modules: Vec<(String, bool)>,
    /// Lines of `#[path = "…"]`.
    pub moved_modules: Vec<usize>,
}

/// Derives are written without a path, and a glob import may have brought them in.
const DERIVES: &[(&str, &str)] = &[
    ("Serialize", "serde"),
    ("Deserialize", "serde"),
    ("JsonSchema", "schemars"),
    ("Parser", "clap"),
    ("Args", "clap"),
    ("Subcommand", "clap"),
    ("ValueEnum", "clap"),
];

/// Reads the file that is the module `module` (`["plan", "pages"]`, empty for a root).
pub fn read(source: &str, module: &[&str], crates: &[String]) -> File {
    let tokens = tokens(source);
    let module = module.iter().map(|name| (*name).to_owned()).collect();
    let mut reader = Reader {
        tests: test_ranges(&tokens),
        tokens: &tokens,
        at: 0,
        depth: 0,
        scopes: vec![Scope::new(module, 0)],
        open: vec![0],
        mentions: Vec::new(),
        crates,
        file: File::default(),
    };
    reader.read();
    reader.resolve()
}

/// A module: the file, or `mod x { … }` in it.
struct Scope {
    path: Vec<String>,
    /// How many braces are open inside of it.
    depth: usize,
    /// What `use` and `mod` bind here.
    names: BTreeMap<String, Written>,
    globs: Vec<Written>,
}

impl Scope {
    fn new(path: Vec<String>, depth: usize) -> Self {
        Scope { path, depth, names: BTreeMap::new(), globs: Vec::new() }
    }
}

/// A path as it is written.
#[derive(Clone, Debug)]
struct Written {
    segments: Vec<String>,
    /// `::tera::Context` is always a crate's.
    global: bool,
}

struct Mention {
    written: Written,
    scope: usize,
    token: usize,
}

struct Reader<'a> {
    tokens: &'a [Placed<'a>],
    tests: Vec<Range<usize>>,
    at: usize,
    depth: usize,
    scopes: Vec<Scope>,
    /// The scopes that are open, as places in `scopes`.
    open: Vec<usize>,
    mentions: Vec<Mention>,
    crates: &'a [String],
    file: File,
}

impl<'a> Reader<'a> {
    fn peek(&self, ahead: usize) -> Option<Token<'a>> {
        self.tokens.get(self.at + ahead).map(|placed| placed.token)
    }

    fn scope(&mut self) -> &mut Scope {
        let open = *self.open.last().expect("the file's own scope never closes");
        &mut self.scopes[open]
    }

    fn mention(&mut self, written: Written, token: usize) {
        let scope = *self.open.last().expect("the file's own scope never closes");
        self.mentions.push(Mention { written, scope, token });
    }

    fn read(&mut self) {
        while let Some(token) = self.peek(0) {
            match token {
                Token::Mark('#') => self.attribute(),
                Token::Mark('{') => {
                    self.depth += 1;
                    self.at += 1;
                }
                Token::Mark('}') => {
                    if self.open.len() > 1 && self.scope().depth == self.depth {
                        self.open.pop();
                    }
                    self.depth = self.depth.saturating_sub(1);
                    self.at += 1;
                }
                // `impl Trait + use<'a>` imports nothing.
                Token::Word("use") if self.peek(1) != Some(Token::Mark('<')) => self.import(),
                Token::Word("mod") => self.module(),
                Token::Word("extern") if self.peek(1) == Some(Token::Word("crate")) => {
                    self.at += 2;
                    self.import_tree(Written { segments: Vec::new(), global: true });
                }
                Token::Word(_) | Token::Colons => self.path(),
                _ => self.at += 1,
            }
        }
    }

    fn module(&mut self) {
        let start = self.at;
        self.at += 1;
        let Some(Token::Word(name)) = self.peek(0) else { return };
        let name = plain(name);
        self.at += 1;
        let mut path = self.scope().path.clone();
        path.push(name.clone());
        let mut segments = vec!["crate".to_owned()];
        segments.extend(path.iter().cloned());
        self.scope().names.insert(name.clone(), Written { segments, global: false });
        if self.peek(0) == Some(Token::Mark('{')) {
            self.at += 1;
            self.depth += 1;
            self.scopes.push(Scope::new(path, self.depth));
            self.open.push(self.scopes.len() - 1);
        } else {
            let in_test = self.in_test(start);
            self.file.modules.push((name, in_test));
        }
    }

    fn import(&mut self) {
        self.at += 1;
        self.import_tree(Written { segments: Vec::new(), global: false });
    }

    /// Reads `a::b`, `a::b as c`, `a::*` or `a::{…}` after the `prefix`.
    fn import_tree(&mut self, mut prefix: Written) {
        let start = self.at;
        loop {
            match self.peek(0) {
                Some(Token::Colons) => {
                    prefix.global |= prefix.segments.is_empty();
                    self.at += 1;
                }
                Some(Token::Mark('$')) => self.at += 1,
                Some(Token::Mark('*')) => {
                    self.at += 1;
                    self.scope().globs.push(prefix.clone());
                    prefix.segments.push("*".to_owned());
                    return self.mention(prefix, start);
                }
                Some(Token::Mark('{')) => {
                    self.at += 1;
                    while !matches!(self.peek(0), None | Some(Token::Mark('}'))) {
                        if self.peek(0) == Some(Token::Mark(',')) {
                            self.at += 1;
                        } else {
                            self.import_tree(prefix.clone());
                        }
                    }
                    self.at += 1;
                    return;
                }
                Some(Token::Word("as")) => {
                    let alias = match self.peek(1) {
                        Some(Token::Word(alias)) => plain(alias),
                        _ => "_".to_owned(),
                    };
                    self.at += 2;
                    return self.imported(prefix, alias, start);
                }
                Some(Token::Word(word)) => {
                    self.at += 1;
                    // `a::{self}` names `a`.
                    if word != "self" || prefix.segments.is_empty() {
                        prefix.segments.push(plain(word));
                    }
                }
                _ => break,
            }
        }
        match prefix.segments.last().cloned() {
            Some(name) if self.at > start => self.imported(prefix, name, start),
            // What no Rust program holds must not keep the reader here.
            _ => self.at += 1,
        }
    }

    fn imported(&mut self, written: Written, name: String, token: usize) {
        if name != "_" {
            self.scope().names.insert(name, written.clone());
        }
        self.mention(written, token);
    }

    /// Reads `a::b::c` in an expression, a type or a macro.
    fn path(&mut self) {
        let start = self.at;
        let before = |steps: usize| start.checked_sub(steps).map(|at| self.tokens[at].token);
        let global = self.peek(0) == Some(Token::Colons);
        // `x.collect::<T>()` and the `::new` of `Vec::<T>::new` name no module; `-> ::a::B` does.
        let after_arrow = matches!(before(2), Some(Token::Mark('-' | '=')));
        let continues = before(1) == Some(Token::Mark('.'))
            || global && before(1) == Some(Token::Mark('>')) && !after_arrow;
        if global {
            self.at += 1;
        }
        let mut segments = Vec::new();
        while let Some(Token::Word(word)) = self.peek(0) {
            self.at += 1;
            segments.push(plain(word));
            let more =
                matches!((self.peek(0), self.peek(1)), (Some(Token::Colons), Some(Token::Word(_))));
            if !more {
                break;
            }
            self.at += 1;
        }
        if self.peek(0) == Some(Token::Colons) {
            self.at += 1;
        }
        if segments.len() > 1 && !continues {
            self.mention(Written { segments, global }, start);
        }
    }

    fn attribute(&mut self) {
        let inner = usize::from(self.peek(1) == Some(Token::Mark('!')));
        if self.peek(1 + inner) != Some(Token::Mark('[')) {
            self.at += 1;
            return;
        }
        let range = self.at + inner + 2..closing(self.tokens, self.at + inner + 1);
        self.at = range.end;
        let inside = &self.tokens[range.clone()];
        let first = inside.first().map(|placed| placed.token);
        if let Some(Token::Word(name)) = first {
            let written = Written { segments: vec![name.to_owned()], global: true };
            self.mention(written, range.start);
        }
        if first == Some(Token::Word("path")) {
            self.file.moved_modules.push(inside[0].line);
        }
        let derives = inside.iter().any(|placed| placed.token == Token::Word("derive"));
        for (offset, placed) in inside.iter().enumerate() {
            let token = range.start + offset;
            match placed.token {
                Token::Word(word) if derives => {
                    let known = DERIVES.iter().find(|(derive, _)| *derive == word);
                    if let Some((_, of)) = known {
                        let segments = vec![(*of).to_owned(), word.to_owned()];
                        self.mention(Written { segments, global: true }, token);
                    }
                }
                // `#[serde(with = "rust_decimal::serde::str")]`
                Token::Text(text) if text.contains("::") && !text.contains(' ') => {
                    let segments = text.split("::").map(str::to_owned).collect();
                    self.mention(Written { segments, global: false }, token);
                }
                _ => {}
            }
        }
        // Paths such as `#[derive(serde::Serialize)]` are read as everywhere else.
        let after = std::mem::replace(&mut self.at, range.start);
        while self.at < range.end {
            match self.peek(0) {
                Some(Token::Word(_) | Token::Colons) => self.path(),
                _ => self.at += 1,
            }
        }
        self.at = after;
    }

    fn in_test(&self, token: usize) -> bool {
        self.tests.iter().any(|range| range.contains(&token))
    }

    fn resolve(mut self) -> File {
        let mut named = Vec::new();
        for mention in &self.mentions {
            if let Some(path) = self.absolute(&mention.written, mention.scope, 0) {
                let line = self.tokens[mention.token].line;
                let one = Named { path, line, in_test: self.in_test(mention.token) };
                if !named.contains(&one) {
                    named.push(one);
                }
            }
        }
        self.file.named = named;
        self.file
    }

    /// The path from the root of this crate or of another. `None` for what stands in no module and
    /// no crate of ours: the standard library, types, variants.
    fn absolute(&self, written: &Written, scope: usize, steps: usize) -> Option<Vec<String>> {
        let (first, rest) = written.segments.split_first()?;
        let is_crate = first == "kepi" || self.crates.contains(first);
        if written.global {
            return is_crate.then(|| written.segments.clone());
        }
        let mut here = vec!["crate".to_owned()];
        match first.as_str() {
            "crate" => return Some(written.segments.clone()),
            "self" | "super" => {
                let climbs = |segment: &&String| *segment == "self" || *segment == "super";
                let climbing: Vec<&String> = written.segments.iter().take_while(climbs).collect();
                let up = climbing.iter().filter(|segment| **segment == "super").count();
                let path = &self.scopes[scope].path;
                here.extend(path[..path.len().saturating_sub(up)].iter().cloned());
                here.extend(written.segments[climbing.len()..].iter().cloned());
                return Some(here);
            }
            _ => {}
        }
        if let Some(mut bound) = self.bound(first, scope, steps) {
            bound.extend(rest.iter().cloned());
            return Some(bound);
        }
        is_crate.then(|| written.segments.clone())
    }

    /// What a name means in a module of this file: a `use`, a `mod`, or one that a glob brings in.
    fn bound(&self, name: &str, scope: usize, steps: usize) -> Option<Vec<String>> {
        // Names that lead to each other in a circle do not compile, and must not hang the test.
        if steps > 16 {
            return None;
        }
        if let Some(written) = self.scopes[scope].names.get(name) {
            let to_itself = written.segments.first().is_some_and(|first| first == name);
            let written = Written { global: written.global || to_itself, ..written.clone() };
            return self.absolute(&written, scope, steps + 1);
        }
        self.scopes[scope].globs.iter().find_map(|glob| {
            let path = self.absolute(glob, scope, steps + 1)?;
            let from = self.scopes.iter().position(|other| path[1..] == other.path[..])?;
            if from == scope { None } else { self.bound(name, from, steps + 1) }
        })
    }
}

fn plain(word: &str) -> String {
    word.strip_prefix("r#").unwrap_or(word).to_owned()
}

/// Where the bracket that opens at `open` closes.
fn closing(tokens: &[Placed<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for (offset, placed) in tokens[open..].iter().enumerate() {
        match placed.token {
            Token::Mark('(' | '[' | '{') => depth += 1,
            Token::Mark(')' | ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return open + offset;
                }
            }
            _ => {}
        }
    }
    tokens.len()
}

/// The items below `#[cfg(test)]` and `#[test]`.
fn test_ranges(tokens: &[Placed<'_>]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for at in 0..tokens.len() {
        let is_attribute = tokens[at].token == Token::Mark('#')
            && tokens.get(at + 1).is_some_and(|next| next.token == Token::Mark('['));
        if !is_attribute {
            continue;
        }
        let end = closing(tokens, at + 1);
        let words: Vec<&str> = tokens[at + 1..end]
            .iter()
            .filter_map(|placed| match placed.token {
                Token::Word(word) => Some(word),
                _ => None,
            })
            .collect();
        let is_test = words == ["test"]
            || words.first() == Some(&"cfg") && words.contains(&"test") && !words.contains(&"not");
        if is_test {
            ranges.push(at..end_of_item(tokens, end + 1));
        }
    }
    ranges
}

/// An item ends with its `;` or with its block.
fn end_of_item(tokens: &[Placed<'_>], start: usize) -> usize {
    let mut at = start;
    while let Some(placed) = tokens.get(at) {
        match placed.token {
            Token::Mark(';') => return at + 1,
            Token::Mark('{') => return closing(tokens, at) + 1,
            Token::Mark('(' | '[') => at = closing(tokens, at) + 1,
            _ => at += 1,
        }
    }
    tokens.len()
}

/// The source with its tests blanked out, each line where it was.
pub fn without_tests(source: &str) -> String {
    let tokens = tokens(source);
    let tests: Vec<(usize, usize)> = test_ranges(&tokens)
        .into_iter()
        .map(|range| (tokens[range.start].line, tokens[range.end.min(tokens.len()) - 1].line))
        .collect();
    let lines = source.lines().enumerate().map(|(index, line)| {
        let in_test = tests.iter().any(|(first, last)| (*first..=*last).contains(&(index + 1)));
        if in_test { "" } else { line }
    });
    lines.collect::<Vec<_>>().join("\n")
}
