//! Rounds for people.

/// The number to one decimal, halves away from zero, and never as "-0.0".
///
/// ```
/// assert_eq!(rounding::one_decimal(-0.04), "0.0");
/// ```
pub fn one_decimal(number: f64) -> String {
    let tenths = (number * 10.0).round();
    // Adding zero makes minus zero plain zero.
    format!("{:.1}", tenths / 10.0 + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_halves_away_from_zero() {
        assert_eq!(one_decimal(8.25), "8.3");
        assert_eq!(one_decimal(-8.25), "-8.3");
    }

    #[test]
    fn keeps_the_decimal_of_whole_numbers() {
        assert_eq!(one_decimal(14.0), "14.0");
    }
}
