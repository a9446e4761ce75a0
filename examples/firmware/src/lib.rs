//! What does not need the board, and so can be tested without it.
#![no_std]

mod c {
    unsafe extern "C" {
        pub fn adler32(bytes: *const u8, length: usize) -> u32;
    }
}

/// A checksum, taken by C.
///
/// ```
/// assert_eq!(firmware::adler32(b""), 1);
/// ```
pub fn adler32(bytes: &[u8]) -> u32 {
    // SAFETY: the pointer is to that many bytes, which C only reads.
    unsafe { c::adler32(bytes.as_ptr(), bytes.len()) }
}

/// The mean of some samples, for which a core with an FPU uses it.
pub fn mean(samples: &[f32]) -> f32 {
    samples.iter().sum::<f32>() / samples.len() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_known_checksum() {
        assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
    }

    #[test]
    fn takes_the_mean() {
        assert_eq!(mean(&[20.0, 21.0, 23.5]), 21.5);
    }
}
