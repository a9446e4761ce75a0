//! Lists cameras and captures frames from them.
//!
//! Only [`camera`] talks to the kernel; the rest is tested without a camera.

pub mod args;
pub mod camera;
pub mod capture;
pub mod error;
pub mod format;

use std::{fs, io::Write};

use args::{Capture, Command};
use camera::Camera;
use error::Error;

/// Does what was asked for and writes what there is to tell.
///
/// # Errors
///
/// What kept it from that, as a sentence for the user.
pub fn run(command: &Command, out: &mut impl Write) -> Result<(), Error> {
    match command {
        Command::Help => write!(out, "{}", args::HELP).map_err(Error::Print),
        Command::List => list(out),
        Command::Capture(wanted) => capture(wanted, out),
    }
}

fn list(out: &mut impl Write) -> Result<(), Error> {
    let (found, failed) = camera::list();
    if found.is_empty() {
        return Err(failed.into_iter().next().unwrap_or(Error::NoCamera));
    }
    for listed in found {
        writeln!(out, "{listed}").map_err(Error::Print)?;
    }
    for error in failed {
        writeln!(out, "({error})").map_err(Error::Print)?;
    }
    Ok(())
}

fn capture(wanted: &Capture, out: &mut impl Write) -> Result<(), Error> {
    let camera = Camera::open(&wanted.device)?;
    let (format, mut frames) = camera.start()?;
    let device = wanted.device.display();
    let (width, height) = (format.width, format.height);
    writeln!(out, "{device}: {width}x{height} {}", format.fourcc).map_err(Error::Print)?;

    let captured = capture::capture(&mut frames, wanted.frames, out)?;

    writeln!(out, "{}", captured.statistics).map_err(Error::Print)?;
    if let Some(file) = &wanted.output {
        fs::write(file, &captured.last).map_err(|source| Error::Save {
            file: file.clone(),
            source,
        })?;
        writeln!(out, "last frame: {}", file.display()).map_err(Error::Print)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;

    fn run_on(device: &str) -> Result<(), Error> {
        let wanted = Capture {
            device: device.into(),
            frames: NonZeroU32::MIN,
            output: None,
        };
        run(&Command::Capture(wanted), &mut Vec::new())
    }

    #[test]
    fn says_that_a_camera_is_missing_and_how_to_find_one() {
        let error = run_on("/nowhere/video0").unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no /nowhere/video0; 'pi-camera --list' shows the cameras here"
        );
    }

    #[test]
    fn says_that_a_device_is_no_camera() {
        let error = run_on("/dev/null").unwrap_err().to_string();
        assert!(error.starts_with("/dev/null is no video device"), "{error}");
    }

    #[test]
    fn lists_cameras_or_says_why_there_is_none() {
        let mut out = Vec::new();
        match run(&Command::List, &mut out) {
            Ok(()) => assert!(!out.is_empty()),
            Err(error) => assert!(out.is_empty() && !error.to_string().is_empty()),
        }
    }

    #[test]
    fn explains_every_option() {
        let mut out = Vec::new();
        run(&Command::Help, &mut out).expect("a vector takes everything");
        let help = String::from_utf8(out).expect("help is text");
        for option in ["--list", "--frames", "--device", "--output", "--help"] {
            assert!(help.contains(option), "{option}");
        }
    }
}
