//! What can go wrong, each as a sentence that says what to do where there is something to do.

use std::{fmt, io, path::PathBuf, time::Duration};

#[derive(Debug)]
pub enum Error {
    /// There is no video device at all.
    NoCamera,
    /// The device file cannot be opened.
    Open { device: PathBuf, source: io::Error },
    /// The file is there, but there is no video driver behind it.
    NotVideo { device: PathBuf, source: io::Error },
    /// A video device that frames cannot be captured from in the way done here.
    NoCapture {
        device: PathBuf,
        reason: &'static str,
    },
    /// No frame came in time.
    Silent { device: PathBuf, waited: Duration },
    /// The driver refused something, or the camera was unplugged.
    Device { device: PathBuf, source: io::Error },
    /// The last frame cannot be written.
    Save { file: PathBuf, source: io::Error },
    /// Standard output cannot be written.
    Print(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCamera => write!(
                f,
                "there is no camera: no video device of this machine captures frames"
            ),
            Self::Open { device, source } => {
                let device = device.display();
                match source.kind() {
                    io::ErrorKind::NotFound => write!(
                        f,
                        "there is no {device}; 'pi-camera --list' shows the cameras here"
                    ),
                    io::ErrorKind::PermissionDenied => write!(
                        f,
                        "{device} may not be opened; \
                         'sudo usermod -aG video $USER' and a new login allow it"
                    ),
                    _ => write!(f, "{device} cannot be opened: {source}"),
                }
            }
            Self::NotVideo { device, source } => {
                write!(f, "{} is no video device: {source}", device.display())
            }
            Self::NoCapture { device, reason } => {
                write!(f, "{} cannot be used: {reason}", device.display())
            }
            Self::Silent { device, waited } => write!(
                f,
                "{} has sent no frame for {} seconds",
                device.display(),
                waited.as_secs()
            ),
            Self::Device { device, source } => {
                let device = device.display();
                match source.kind() {
                    io::ErrorKind::ResourceBusy => {
                        write!(f, "{device} is being used by another program")
                    }
                    _ if source.raw_os_error() == Some(ENODEV) => {
                        write!(f, "{device} is gone; was it unplugged?")
                    }
                    _ => write!(f, "{device} failed: {source}"),
                }
            }
            Self::Save { file, source } => {
                write!(f, "{} cannot be written: {source}", file.display())
            }
            Self::Print(source) => write!(f, "the output cannot be written: {source}"),
        }
    }
}

/// "No such device", which has no kind of its own in std; the same on all of Linux.
const ENODEV: i32 = 19;

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NoCamera | Self::NoCapture { .. } | Self::Silent { .. } => None,
            Self::Open { source, .. }
            | Self::NotVideo { source, .. }
            | Self::Device { source, .. }
            | Self::Save { source, .. }
            | Self::Print(source) => Some(source),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EACCES: i32 = 13;
    const EBUSY: i32 = 16;

    fn device() -> PathBuf {
        "/dev/video0".into()
    }

    fn os_error(code: i32) -> io::Error {
        io::Error::from_raw_os_error(code)
    }

    #[test]
    fn tells_how_to_get_permission() {
        let error = Error::Open {
            device: device(),
            source: os_error(EACCES),
        };
        assert_eq!(
            error.to_string(),
            "/dev/video0 may not be opened; 'sudo usermod -aG video $USER' and a new login allow it"
        );
    }

    #[test]
    fn tells_a_busy_camera_from_one_that_is_gone() {
        let failed = |code| Error::Device {
            device: device(),
            source: os_error(code),
        };
        assert_eq!(
            failed(EBUSY).to_string(),
            "/dev/video0 is being used by another program"
        );
        assert_eq!(
            failed(ENODEV).to_string(),
            "/dev/video0 is gone; was it unplugged?"
        );
    }

    #[test]
    fn tells_how_long_it_waited() {
        let error = Error::Silent {
            device: device(),
            waited: Duration::from_secs(5),
        };
        assert_eq!(
            error.to_string(),
            "/dev/video0 has sent no frame for 5 seconds"
        );
    }
}
