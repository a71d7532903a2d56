//! Rust source → its words, strings and marks with their lines, without comments.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A name or a keyword; `r#type` keeps its prefix, so that it is not taken for the keyword.
    Word(&'a str),
    /// What stands between the quotes, escapes as written.
    Text(&'a str),
    /// `::`
    Colons,
    Mark(char),
    /// A number, a character or a lifetime: nothing that could name a path.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed<'a> {
    pub token: Token<'a>,
    pub line: usize,
}

pub fn tokens(source: &str) -> Vec<Placed<'_>> {
    let mut reader = Reader { source, at: 0 };
    let (mut found, mut line, mut counted) = (Vec::new(), 1, 0);
    while let Some((start, token)) = reader.next() {
        line += source[counted..start].matches('\n').count();
        counted = start;
        found.push(Placed { token, line });
    }
    found
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    /// The next token and where it starts.
    fn next(&mut self) -> Option<(usize, Token<'a>)> {
        self.skip_blanks_and_comments();
        let start = self.at;
        let rest = self.rest();
        let first = rest.chars().next()?;
        let token = if let Some((prefix, hashes)) = raw_string(rest) {
            self.at += prefix;
            let end = format!("\"{}", "#".repeat(hashes));
            Token::Text(self.until(&end))
        } else if let Some(prefix) = ["\"", "b\"", "c\""].iter().find(|p| rest.starts_with(**p)) {
            self.at += prefix.len();
            self.quoted('"')
        } else if rest.starts_with("b'") || first == '\'' {
            self.at += if first == 'b' { 2 } else { 1 };
            self.character_or_lifetime()
        } else if first.is_ascii_digit() {
            self.number();
            Token::Other
        } else if first == '_' || first.is_alphabetic() {
            if rest.starts_with("r#") {
                self.at += 2;
            }
            self.skip_while(|c| c == '_' || c.is_alphanumeric());
            Token::Word(&self.source[start..self.at])
        } else if rest.starts_with("::") {
            self.at += 2;
            Token::Colons
        } else {
            self.at += first.len_utf8();
            Token::Mark(first)
        };
        Some((start, token))
    }

    fn skip_blanks_and_comments(&mut self) {
        loop {
            self.skip_while(char::is_whitespace);
            if self.rest().starts_with("//") {
                self.skip_while(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                self.skip_block_comment();
            } else {
                return;
            }
        }
    }

    /// Block comments stand inside each other.
    fn skip_block_comment(&mut self) {
        let mut depth = 0;
        while let Some(c) = self.rest().chars().next() {
            if self.rest().starts_with("/*") {
                depth += 1;
                self.at += 2;
            } else if self.rest().starts_with("*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    return;
                }
            } else {
                self.at += c.len_utf8();
            }
        }
    }

    fn skip_while(&mut self, keep: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !keep(c)).unwrap_or(rest.len());
    }

    /// What stands before `end`, which is skipped too.
    fn until(&mut self, end: &str) -> &'a str {
        let rest = self.rest();
        let length = rest.find(end).unwrap_or(rest.len());
        self.at += (length + end.len()).min(rest.len());
        &rest[..length]
    }

    fn quoted(&mut self, quote: char) -> Token<'a> {
        let rest = self.rest();
        let mut escaped = false;
        for (offset, c) in rest.char_indices() {
            if !escaped && c == quote {
                self.at += offset + 1;
                return Token::Text(&rest[..offset]);
            }
            escaped = !escaped && c == '\\';
        }
        self.at = self.source.len();
        Token::Text(rest)
    }

    /// `'a'` and `'\n'` are characters, `'a` is a lifetime.
    fn character_or_lifetime(&mut self) -> Token<'a> {
        let mut ahead = self.rest().chars();
        let (first, second) = (ahead.next(), ahead.next());
        if first == Some('\\') || second == Some('\'') {
            self.quoted('\'');
        } else {
            self.skip_while(|c| c == '_' || c.is_alphanumeric());
        }
        Token::Other
    }

    /// `1.5` is one number, `1..5` is two, and `1.max(2)` calls a method.
    fn number(&mut self) {
        self.skip_while(|c| c == '_' || c.is_alphanumeric());
        let mut ahead = self.rest().chars();
        if ahead.next() == Some('.') && ahead.next().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
            self.skip_while(|c| c == '_' || c.is_alphanumeric());
        }
    }
}

/// Length of `r##"`, and how many `#` it has.
fn raw_string(rest: &str) -> Option<(usize, usize)> {
    let prefix = ["r", "br", "cr"].iter().find(|prefix| rest.starts_with(**prefix))?.len();
    let hashes = rest[prefix..].chars().take_while(|c| *c == '#').count();
    rest[prefix + hashes..].starts_with('"').then_some((prefix + hashes + 1, hashes))
}

#[cfg(test)]
mod tests {
    use super::{Token, tokens};

    fn words(source: &str) -> Vec<&str> {
        let words = tokens(source).into_iter().filter_map(|placed| match placed.token {
            Token::Word(word) => Some(word),
            _ => None,
        });
        words.collect()
    }

    #[test]
    fn comments_strings_characters_and_lifetimes_hold_no_words() {
        assert_eq!(words("a // b\n/* c /* d */ e */ f /// g"), ["a", "f"]);
        assert_eq!(words(r#"a "b \" c" d b"e" c"f""#), ["a", "d"]);
        assert_eq!(words(r###"a r"b\" c r#"d " e"# br##"f "# g"## h"###), ["a", "c", "h"]);
        assert_eq!(words(r"a 'b' '\'' '\\' 'c d b'e' '\u{41}' f"), ["a", "d", "f"]);
        assert_eq!(words("1.5e3 1..5 0xff_u8 1.max(2)"), ["max"]);
        assert_eq!(words("r#use résumé '字' \"unclosed"), ["r#use", "résumé"]);
    }

    #[test]
    fn each_token_knows_its_line() {
        let lines: Vec<usize> = tokens("a\n/*\n*/ b \"x\ny\"\nc").iter().map(|t| t.line).collect();
        assert_eq!(lines, [1, 3, 3, 5]);
    }
}
