//! The known word nearest to a mistyped one, for "did you mean".

/// The nearest of `known` within a third of the word's length, or `None` when nothing is near.
/// The first of equally near words wins, so the answer does not depend on anything but the input.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(100).flat_map(char::to_lowercase).collect();
    let limit = (word.len() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let letters: Vec<char> = candidate.chars().take(100).flat_map(char::to_lowercase).collect();
        if letters.len().abs_diff(word.len()) > limit {
            continue;
        }
        let distance = edit_distance(&word, &letters);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`.
fn edit_distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_is_recognized() {
        assert_eq!(nearest("tagret", ["baseline", "target", "actual"]), Some("target"));
        assert_eq!(nearest("Ratings", ["rating", "unit"]), Some("rating"));
    }

    #[test]
    fn another_word_is_not_suggested() {
        assert_eq!(nearest("colour", ["baseline", "target", "actual"]), None);
    }
}
