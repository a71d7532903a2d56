//! Finds the few bytes that matter in long texts of bytes that do not.

/// The first byte from `from` on that the test accepts. A few instructions look at 32 bytes at
/// once, so the test must be a plain comparison.
#[inline]
pub(crate) fn find_byte(bytes: &[u8], from: usize, test: impl Fn(u8) -> bool) -> Option<usize> {
    let is_in = |block: &[u8; 32]| block.iter().fold(false, |found, &byte| found | test(byte));
    let mut at = from;
    while let Some(block) = bytes[at..].first_chunk() {
        if is_in(block) {
            break;
        }
        at += 32;
    }
    // The rest, and some of what was already looked at.
    if let Some(block) = bytes[from..].last_chunk()
        && bytes.len() - at < 32
        && !is_in(block)
    {
        return None;
    }
    bytes[at..].iter().position(|&byte| test(byte)).map(|inside| at + inside)
}
