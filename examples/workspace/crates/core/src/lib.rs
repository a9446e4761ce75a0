//! The log of a weather station: `day,degrees Celsius` per line, `#` in front of remarks.

use std::fmt;

use units::Celsius;

/// One line of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub day: String,
    pub temperature: Celsius,
}

/// A line that is no reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// Counted from 1.
    pub number: usize,
    pub text: String,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, text } = self;
        write!(
            f,
            "line {number}: '{text}' is not of the form 'day,degrees'"
        )
    }
}

impl std::error::Error for BadLine {}

/// Reads a whole log.
///
/// # Errors
///
/// The first line that is neither a reading nor a remark nor empty.
pub fn parse(log: &str) -> Result<Vec<Reading>, BadLine> {
    log.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(number, line)| {
            parse_line(line).ok_or_else(|| BadLine {
                number,
                text: line.into(),
            })
        })
        .collect()
}

fn parse_line(line: &str) -> Option<Reading> {
    let (day, degrees) = line.split_once(',')?;
    let degrees: f64 = degrees.trim().parse().ok()?;
    degrees.is_finite().then(|| Reading {
        day: day.trim().into(),
        temperature: Celsius(degrees),
    })
}

/// The mean temperature, or nothing where there are no readings.
pub fn mean(readings: &[Reading]) -> Option<Celsius> {
    if readings.is_empty() {
        return None;
    }
    let sum: f64 = readings.iter().map(|reading| reading.temperature.0).sum();
    Some(Celsius(sum / readings.len() as f64))
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    /// Read while the test runs, so the manifest's folder must be there then, under this path.
    #[test]
    fn reads_the_log_next_to_its_manifest() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/week.csv");
        let log = fs::read_to_string(file).expect("the log is there");

        let readings = parse(&log).expect("the log is sound");

        assert_eq!(readings.len(), 4);
        assert_eq!(readings[3].day, "Thursday");
        assert_eq!(mean(&readings), Some(Celsius(8.25)));
    }

    #[test]
    fn names_the_line_that_is_wrong() {
        let error = parse("# remark\nMonday,11.5\nTuesday;14.0\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 3: 'Tuesday;14.0' is not of the form 'day,degrees'"
        );
    }

    #[test]
    fn takes_no_temperature_that_is_not_a_number() {
        assert!(parse("Monday,NaN").is_err());
    }

    #[test]
    fn has_no_mean_of_nothing() {
        assert_eq!(mean(&[]), None);
    }
}
