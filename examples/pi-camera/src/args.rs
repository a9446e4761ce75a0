//! What can be asked for.

use std::{num::NonZeroU32, path::PathBuf};

use lexopt::prelude::*;

pub const HELP: &str = "\
Lists cameras and captures frames from them.

Usage:
  pi-camera --list
  pi-camera --frames N [--device DEVICE] [--output FILE]

Options:
  -l, --list             show the cameras of this machine and their formats
  -n, --frames N         capture N frames and tell size and sequence of each
  -d, --device DEVICE    number or path of the camera [default: /dev/video0]
  -o, --output FILE      write the last frame to FILE, as the camera sent it
  -h, --help             show this
";

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Help,
    List,
    Capture(Capture),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    pub device: PathBuf,
    pub frames: NonZeroU32,
    pub output: Option<PathBuf>,
}

/// Reads the command line.
///
/// # Errors
///
/// What cannot be understood, or belongs to nothing that was asked for.
pub fn parse(mut words: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut list = false;
    let mut frames = None;
    let mut device = None;
    let mut output = None;
    while let Some(word) = words.next()? {
        match word {
            Short('h') | Long("help") => return Ok(Command::Help),
            Short('l') | Long("list") => list = true,
            Short('n') | Long("frames") => frames = Some(words.value()?.parse_with(count)?),
            Short('d') | Long("device") => device = Some(words.value()?.into()),
            Short('o') | Long("output") => output = Some(words.value()?.into()),
            _ => return Err(word.unexpected()),
        }
    }
    match (list, frames) {
        (true, None) if device.is_none() && output.is_none() => Ok(Command::List),
        (true, _) => Err("--list goes with no other option".into()),
        (false, None) => Err("say --list, or --frames and a number".into()),
        (false, Some(frames)) => Ok(Command::Capture(Capture {
            device: device_path(device.unwrap_or_else(|| "0".into())),
            frames,
            output,
        })),
    }
}

fn count(number: &str) -> Result<NonZeroU32, &'static str> {
    number.parse().map_err(|_| "not a number from 1 upwards")
}

/// A bare number is short for the device node of that number.
fn device_path(device: PathBuf) -> PathBuf {
    match device.to_str() {
        Some(number) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => {
            format!("/dev/video{number}").into()
        }
        _ => device,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, String> {
        parse(lexopt::Parser::from_args(line.split_whitespace())).map_err(|e| e.to_string())
    }

    fn capture(device: &str, frames: u32, output: Option<&str>) -> Command {
        Command::Capture(Capture {
            device: device.into(),
            frames: NonZeroU32::new(frames).expect("at least one frame"),
            output: output.map(PathBuf::from),
        })
    }

    #[test]
    fn captures_from_the_first_camera_unless_another_is_named() {
        assert_eq!(parsed("--frames 3"), Ok(capture("/dev/video0", 3, None)));
        assert_eq!(
            parsed("--frames=3 --device /dev/v4l/by-id/cam"),
            Ok(capture("/dev/v4l/by-id/cam", 3, None))
        );
    }

    #[test]
    fn takes_a_number_for_a_device() {
        assert_eq!(parsed("-n1 -d 12"), Ok(capture("/dev/video12", 1, None)));
    }

    #[test]
    fn takes_a_file_for_the_last_frame() {
        assert_eq!(
            parsed("-n 2 -o last.jpg"),
            Ok(capture("/dev/video0", 2, Some("last.jpg")))
        );
    }

    #[test]
    fn lists_and_helps() {
        assert_eq!(parsed("--list"), Ok(Command::List));
        assert_eq!(parsed("--list --help"), Ok(Command::Help));
    }

    #[test]
    fn wants_to_know_what_to_do() {
        assert_eq!(
            parsed("--device 1"),
            Err("say --list, or --frames and a number".into())
        );
    }

    #[test]
    fn lists_all_cameras_or_captures_from_one() {
        for line in ["--list --frames 1", "--list --device 1", "--list -o f"] {
            assert_eq!(
                parsed(line),
                Err("--list goes with no other option".into()),
                "{line}"
            );
        }
    }

    #[test]
    fn refuses_what_is_no_number_of_frames() {
        for number in ["0", "-1", "ten", "4294967296"] {
            let error = parsed(&format!("--frames={number}")).unwrap_err();
            assert!(error.contains("not a number from 1 upwards"), "{error}");
        }
    }

    #[test]
    fn names_the_word_that_it_does_not_know() {
        let error = parsed("--frame 1").unwrap_err();
        assert!(error.contains("--frame"), "{error}");
        assert!(parsed("--frames 1 more").is_err());
    }
}
