//! A greeting that knows which machine it was built for.

use std::env::consts;

/// Greets somebody.
///
/// ```
/// assert_eq!(hello::greeting("Ferris"), "Hello, Ferris!");
/// ```
pub fn greeting(name: &str) -> String {
    format!("Hello, {name}!")
}

/// The machine that this was compiled for, for example `aarch64 linux, 64 bit`.
///
/// The architecture goes by Rust's short name: an `armv7-…` target is `arm`.
pub fn built_for() -> String {
    format!("{} {}, {} bit", consts::ARCH, consts::OS, usize::BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_architecture_that_the_compiler_was_asked_for() {
        let expected = if cfg!(target_arch = "aarch64") {
            "aarch64 "
        } else if cfg!(target_arch = "arm") {
            "arm "
        } else if cfg!(target_arch = "x86_64") {
            "x86_64 "
        } else {
            consts::ARCH
        };
        assert!(built_for().starts_with(expected), "{}", built_for());
    }
}
