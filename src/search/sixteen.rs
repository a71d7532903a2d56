//! Sixteen bytes as one number, so that a few steps without a jump look at all of them.

/// The first byte is the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sixteen(pub u128);

/// Of each byte.
const ONES: u128 = u128::MAX / 255;

impl Sixteen {
    /// The first ones; zeros stand behind them where there are less.
    pub fn of(bytes: &[u8]) -> Sixteen {
        Sixteen(match (bytes.first_chunk(), bytes.first_chunk(), bytes.last_chunk()) {
            (Some(sixteen), ..) => u128::from_le_bytes(*sixteen),
            // The first and the last eight, or four, say the bytes between them twice, and alike.
            (None, Some(first), Some(last)) => {
                let last = u128::from(u64::from_le_bytes(*last)) << (8 * (bytes.len() - 8));
                u128::from(u64::from_le_bytes(*first)) | last
            }
            _ => u128::from(eight(bytes)),
        })
    }

    /// With zeros behind so many.
    pub fn up_to(self, length: usize) -> Sixteen {
        Sixteen(self.0 & FIRST[length])
    }

    /// How many stand at the beginning that have none of these bits.
    pub fn without(self, bits: u8) -> usize {
        (self.0 & (u128::from(bits) * ONES)).trailing_zeros() as usize / 8
    }
}

/// All bits of so many bytes.
static FIRST: [u128; 17] = {
    let mut first = [u128::MAX; 17];
    let mut length = 0;
    while length < 16 {
        first[length] = !(u128::MAX << (8 * length));
        length += 1;
    }
    first
};

/// Less than eight of them.
fn eight(bytes: &[u8]) -> u64 {
    match (bytes, bytes.first_chunk(), bytes.last_chunk()) {
        (_, Some(first), Some(last)) => {
            let last = u64::from(u32::from_le_bytes(*last)) << (8 * (bytes.len() - 4));
            u64::from(u32::from_le_bytes(*first)) | last
        }
        ([one, two, three], ..) => u64::from(u32::from_le_bytes([*one, *two, *three, 0])),
        ([one, two], ..) => u64::from(u16::from_le_bytes([*one, *two])),
        ([one], ..) => u64::from(*one),
        _ => 0,
    }
}
