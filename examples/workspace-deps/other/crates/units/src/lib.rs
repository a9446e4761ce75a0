//! Temperatures, each in its own type.

use std::fmt;

use rounding::one_decimal;

#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Celsius(pub f64);

#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Fahrenheit(pub f64);

impl Celsius {
    pub fn to_fahrenheit(self) -> Fahrenheit {
        Fahrenheit(self.0 * 9.0 / 5.0 + 32.0)
    }
}

impl fmt::Display for Celsius {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} °C", one_decimal(self.0))
    }
}

impl fmt::Display for Fahrenheit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} °F", one_decimal(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meets_where_both_scales_are_equal() {
        assert_eq!(Celsius(-40.0).to_fahrenheit(), Fahrenheit(-40.0));
    }

    #[test]
    fn shows_one_decimal_and_the_scale() {
        assert_eq!(Celsius(21.04).to_string(), "21.0 °C");
        assert_eq!(Celsius(21.04).to_fahrenheit().to_string(), "69.9 °F");
    }

    #[test]
    fn has_the_version_of_its_workspace() {
        assert_eq!(env!("CARGO_PKG_VERSION"), "2.1.0");
    }
}
