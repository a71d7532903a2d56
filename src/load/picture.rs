//! The bytes of a picture → its width and height in pixels, so that a page keeps the place for it
//! while it loads. Nothing is decoded: the numbers stand in the first bytes of each format.

/// `None` for what is no picture, or says no size.
pub fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let (width, height) = png(bytes)
        .or_else(|| gif(bytes))
        .or_else(|| webp(bytes))
        .or_else(|| jpeg(bytes))
        .or_else(|| svg(bytes))?;
    (width > 0 && height > 0).then_some((width, height))
}

fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n").then_some(())?;
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    Some((number(16)?, number(20)?))
}

fn gif(bytes: &[u8]) -> Option<(u32, u32)> {
    (bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a")).then_some(())?;
    let number = |at: usize| Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    Some((number(6)?.into(), number(8)?.into()))
}

fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    (bytes.starts_with(b"RIFF") && bytes.get(8..12)? == b"WEBP").then_some(())?;
    let byte = |at: usize| bytes.get(at).copied().map(u32::from);
    let pair = |at: usize| Some(byte(at)? | byte(at + 1)? << 8);
    match bytes.get(12..16)? {
        b"VP8X" => {
            let number = |at: usize| Some((pair(at)? | byte(at + 2)? << 16) + 1);
            Some((number(24)?, number(27)?))
        }
        b"VP8L" => {
            let bits = pair(21)? | pair(23)? << 16;
            Some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
        }
        b"VP8 " => Some((pair(26)? & 0x3FFF, pair(28)? & 0x3FFF)),
        _ => None,
    }
}

/// Segment by segment, until the one that begins the picture.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    bytes.starts_with(&[0xFF, 0xD8]).then_some(())?;
    let pair = |at: usize| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        match marker {
            // Fill bytes and marks without a length.
            0xFF => at += 1,
            0x01 | 0xD0..=0xD7 => at += 2,
            0xC4 | 0xC8 | 0xCC => at += 2 + usize::from(pair(at + 2)?),
            0xC0..=0xCF => return Some((pair(at + 7)?.into(), pair(at + 5)?.into())),
            0xD9 | 0xDA => return None,
            _ => at += 2 + usize::from(pair(at + 2)?),
        }
    }
}

/// What the root element says: `width` and `height` without a unit or in pixels, else the `viewBox`.
fn svg(bytes: &[u8]) -> Option<(u32, u32)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let root = &text[text.find("<svg")?..];
    let root = &root[..root.find('>')?];
    let attribute = |name: &str| {
        let at = root.match_indices(name).find(|(at, _)| {
            root[..*at].ends_with(char::is_whitespace)
                && root[at + name.len()..].trim_start().starts_with('=')
        })?;
        let value = root[at.0 + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        value[1..].split(quote).next()
    };
    let whole = |number: &str| -> Option<u32> {
        let number = number.trim().trim_end_matches("px");
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        fraction.bytes().all(|digit| digit.is_ascii_digit()).then_some(())?;
        whole.parse().ok()
    };
    if let (Some(width), Some(height)) =
        (attribute("width").and_then(whole), attribute("height").and_then(whole))
    {
        return Some((width, height));
    }
    let numbers: Vec<&str> = attribute("viewBox")?
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter(|number| !number.is_empty())
        .collect();
    match numbers.as_slice() {
        [_, _, width, height] => Some((whole(width)?, whole(height)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn every_format_says_how_large_it_is() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([0, 0, 2, 128, 0, 0, 1, 224, 8, 6]);
        assert_eq!(size(&png), Some((640, 480)));
        assert_eq!(size(b"GIF89a\x80\x02\xe0\x01rest"), Some((640, 480)));
        let jpeg = [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8, 1, 0xE0, 2, 0x80, 1, 1, 0x11,
        ];
        assert_eq!(size(&jpeg), Some((640, 480)));
        let mut webp = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0".to_vec();
        webp.extend([0x7F, 0x02, 0, 0xDF, 0x01, 0]);
        assert_eq!(size(&webp), Some((640, 480)));
    }

    #[test]
    fn a_drawing_says_it_in_words() {
        assert_eq!(size(b"<svg width=\"64\" height='48px' viewBox=\"0 0 1 1\">"), Some((64, 48)));
        assert_eq!(size(b"<?xml?>\n<svg viewBox=\"0 0 64.5 48\"></svg>"), Some((64, 48)));
        assert_eq!(size(b"<svg width=\"100%\" stroke-width=\"2\"></svg>"), None);
    }

    #[test]
    fn what_is_cut_off_or_no_picture_has_no_size() {
        for bytes in
            [&b""[..], b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"\xFF\xD8\xFF\xC0", b"RIFF1234WEBP"]
        {
            assert_eq!(size(bytes), None);
        }
    }
}
