//! Which of a camera's formats to take.

use v4l::FourCC;

/// From the best: JPEG needs the least of the bus, and any viewer opens it; then what most
/// webcams send uncompressed.
const PREFERRED: [&[u8; 4]; 4] = [b"MJPG", b"JPEG", b"YUYV", b"UYVY"];

/// The best format of those offered, or else the first one.
pub fn choose(offered: &[FourCC]) -> Option<FourCC> {
    PREFERRED
        .iter()
        .map(|repr| FourCC::new(repr))
        .find(|preferred| offered.contains(preferred))
        .or_else(|| offered.first().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(offered: &[&[u8; 4]]) -> Option<String> {
        let offered: Vec<FourCC> = offered.iter().map(|repr| FourCC::new(repr)).collect();
        choose(&offered).map(|fourcc| fourcc.to_string())
    }

    #[test]
    fn prefers_jpeg_wherever_it_stands() {
        assert_eq!(chosen(&[b"YUYV", b"H264", b"MJPG"]), Some("MJPG".into()));
        assert_eq!(chosen(&[b"YUYV", b"JPEG"]), Some("JPEG".into()));
    }

    #[test]
    fn takes_the_first_where_it_knows_none() {
        assert_eq!(chosen(&[b"pBAA", b"BYR2"]), Some("pBAA".into()));
    }

    #[test]
    fn takes_none_where_there_is_none() {
        assert_eq!(chosen(&[]), None);
    }
}
