//! Prints by semihosting, and ends.
#![no_std]
#![no_main]

use semihosting::{println, process};

#[cfg(target_arch = "aarch64")]
mod aarch64;

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(any(target_arch = "riscv32", target_arch = "riscv64"), riscv_rt::entry)]
fn main() -> ! {
    println!("Hello from {}!", env!("TARGET"));
    println!(
        "The checksum of \"Wikipedia\" is {:#x}.",
        firmware::adler32(b"Wikipedia")
    );
    println!(
        "The mean of the samples is {}.",
        firmware::mean(&[20.0, 21.0, 23.5])
    );
    process::exit(0)
}
