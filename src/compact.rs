//! What stands for a text, and how a number is written, where there are a hundred thousand of them.

/// Says of a text whether it is the same, in every run. Of sixteen bytes at a time, both halves multiplied:
/// the texts are the author's own, and nobody chooses them so that two meet.
pub fn hash(text: &str) -> u64 {
    // No pattern of its bits is one of a text.
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let (pairs, rest) = text.as_bytes().as_chunks::<16>();
    let mut last = [0; 16];
    last[..rest.len()].copy_from_slice(rest);
    pairs.iter().chain([&last]).fold(text.len() as u64 ^ ODD, |hash, pair| {
        let pair = u128::from_le_bytes(*pair);
        let product = u128::from(pair as u64 ^ hash) * u128::from((pair >> 64) as u64 ^ ODD);
        (product as u64 ^ (product >> 64) as u64).wrapping_mul(ODD)
    })
}

/// Writes a number: seven bits to a byte, the first ones first, and the eighth where more follow.
pub fn push_number(mut number: u32, into: &mut Vec<u8>) {
    while number >= 0x80 {
        into.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

/// The number that was written next.
pub fn next_number<'b>(bytes: &mut impl Iterator<Item = &'b u8>) -> Option<u32> {
    let mut number = 0;
    for (byte, shift) in bytes.zip((0..).step_by(7)) {
        number |= u32::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
}
