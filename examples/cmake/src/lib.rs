//! Checksums, by a C library that CMake builds.

#![no_std]

mod ffi {
    use core::ffi::c_int;

    // As in c/checksums.h.
    unsafe extern "C" {
        pub fn checksums_adler32(bytes: *const u8, length: usize) -> u32;
        pub safe fn checksums_is_big_endian() -> c_int;
        pub safe fn checksums_pointer_bytes() -> c_int;
    }
}

/// The Adler-32 of some bytes.
///
/// ```
/// assert_eq!(checksums::adler32(b"Wikipedia"), 0x11e6_0398);
/// ```
pub fn adler32(bytes: &[u8]) -> u32 {
    // SAFETY: the pointer and the length are those of one slice, which is only read.
    unsafe { ffi::checksums_adler32(bytes.as_ptr(), bytes.len()) }
}

/// Whether CMake took the machine for one that has a number's highest byte first.
pub fn is_big_endian() -> bool {
    ffi::checksums_is_big_endian() != 0
}

/// The size that CMake took a pointer to have, in bits.
pub fn pointer_bits() -> u32 {
    ffi::checksums_pointer_bytes().unsigned_abs() * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_nothing_and_something() {
        assert_eq!(adler32(b""), 1);
        assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
        assert_eq!(adler32(&[0xff; 100_000]), 0x149a_302c);
    }

    #[test]
    fn was_configured_for_the_machine_that_it_was_compiled_for() {
        assert_eq!(is_big_endian(), cfg!(target_endian = "big"));
        assert_eq!(pointer_bits(), usize::BITS);
    }
}
