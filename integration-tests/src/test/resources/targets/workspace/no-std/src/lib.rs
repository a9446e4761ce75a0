//! What every target has: `core` and `alloc`.

#![no_std]

extern crate alloc;

use alloc::{string::String, vec::Vec};
use core::fmt::{self, Write};

/// Joins numbers, so that formatting, allocation and 64-bit arithmetic are looked up.
pub fn joined(numbers: &[u64]) -> Result<String, fmt::Error> {
    let halves: Vec<u64> = numbers.iter().map(|number| number / 2).collect();
    let mut text = String::new();
    for half in halves {
        write!(text, "{half} ")?;
    }
    Ok(text)
}
