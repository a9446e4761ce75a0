use std::{io, process::ExitCode};

use station_core::{BadLine, mean, parse};

fn main() -> ExitCode {
    let log = match io::read_to_string(io::stdin()) {
        Ok(log) => log,
        Err(error) => return fail(&format!("the log cannot be read: {error}")),
    };
    match report(&log) {
        Ok(report) => {
            print!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => fail(&error.to_string()),
    }
}

fn fail(sentence: &str) -> ExitCode {
    eprintln!("station: {sentence}");
    ExitCode::FAILURE
}

/// The log as a table in both scales, with the mean in the last line.
fn report(log: &str) -> Result<String, BadLine> {
    let readings = parse(log)?;
    let lines = readings
        .iter()
        .map(|reading| (reading.day.as_str(), reading.temperature))
        .chain(mean(&readings).map(|mean| ("mean", mean)))
        .map(|(day, celsius)| {
            let fahrenheit = celsius.to_fahrenheit();
            [day.into(), celsius.to_string(), fahrenheit.to_string()]
        });
    Ok(shared_lib::table(lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_up_both_scales_and_ends_with_the_mean() {
        assert_eq!(
            report("Monday,10\nTuesday,-10").as_deref(),
            Ok("Monday    10.0 °C  50.0 °F\n\
                Tuesday  -10.0 °C  14.0 °F\n\
                mean       0.0 °C  32.0 °F\n")
        );
    }

    #[test]
    fn says_nothing_about_an_empty_log() {
        assert_eq!(report("").as_deref(), Ok(""));
    }

    #[test]
    fn passes_on_what_is_wrong_with_the_log() {
        assert!(report("Monday").is_err());
    }
}
