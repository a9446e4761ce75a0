//! Cameras, by way of Video4Linux.

use std::{
    fmt, io,
    path::{Path, PathBuf},
    time::Duration,
};

use v4l::{
    Device, Format, FourCC,
    buffer::{self, Type},
    capability::Flags,
    context,
    io::{mmap, traits::CaptureStream},
    video::Capture,
};

use crate::{
    capture::{Frame, FrameSource},
    error::Error,
    format,
};

/// Longer than a camera needs for its first frame.
const PATIENCE: Duration = Duration::from_secs(5);

/// Enough that the driver can fill one while another is being read.
const BUFFERS: u32 = 4;

/// A camera that can be captured from.
#[derive(Debug)]
pub struct Listed {
    path: PathBuf,
    name: String,
    formats: Vec<FourCC>,
}

impl fmt::Display for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let formats: Vec<String> = self.formats.iter().map(FourCC::to_string).collect();
        let path = self.path.display();
        write!(f, "{path}: {} ({})", self.name, formats.join(" "))
    }
}

/// The cameras of this machine, and what went wrong with video devices that may be some.
pub fn list() -> (Vec<Listed>, Vec<Error>) {
    let mut paths: Vec<(u32, PathBuf)> = context::enum_devices()
        .iter()
        .filter_map(|node| Some((node_number(node.path())?, node.path().to_owned())))
        .collect();
    paths.sort();

    let (mut found, mut failed) = (Vec::new(), Vec::new());
    for (_, path) in paths {
        match Camera::open(&path).and_then(|camera| camera.describe()) {
            Ok(listed) => found.push(listed),
            // Codecs, radios and the like are video devices, too.
            Err(Error::NoCapture { .. }) => {}
            Err(error) => failed.push(error),
        }
    }
    (found, failed)
}

/// The number of `/dev/videoN`; nothing for other names, such as `/dev/video-dec0`.
fn node_number(path: &Path) -> Option<u32> {
    path.file_name()?
        .to_str()?
        .strip_prefix("video")?
        .parse()
        .ok()
}

/// An open device that captures video.
pub struct Camera {
    path: PathBuf,
    name: String,
    device: Device,
}

impl Camera {
    /// Opens a device.
    ///
    /// # Errors
    ///
    /// When it is missing, forbidden, or nothing to capture video from.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let device = Device::with_path(path).map_err(|source| Error::Open {
            device: path.into(),
            source,
        })?;
        let capabilities = device.query_caps().map_err(|source| Error::NotVideo {
            device: path.into(),
            source,
        })?;
        if let Some(reason) = obstacle(capabilities.capabilities) {
            return Err(Error::NoCapture {
                device: path.into(),
                reason,
            });
        }
        Ok(Self {
            path: path.into(),
            name: capabilities.card,
            device,
        })
    }

    fn describe(self) -> Result<Listed, Error> {
        let formats = self.formats()?;
        let Self { path, name, .. } = self;
        Ok(Listed {
            path,
            name,
            formats,
        })
    }

    fn formats(&self) -> Result<Vec<FourCC>, Error> {
        let offered = self.device.enum_formats().map_err(|e| self.failed(e))?;
        Ok(offered.iter().map(|offer| offer.fourcc).collect())
    }

    /// Sets the best format in the size that the camera is set to, and prepares its buffers.
    ///
    /// # Errors
    ///
    /// When another program captures already, or the driver refuses.
    pub fn start(&self) -> Result<(Format, Frames<'_>), Error> {
        let fourcc = format::choose(&self.formats()?).ok_or_else(|| Error::NoCapture {
            device: self.path.clone(),
            reason: "it offers no format",
        })?;
        let mut wanted = self.device.format().map_err(|e| self.failed(e))?;
        wanted.fourcc = fourcc;
        let format = self
            .device
            .set_format(&wanted)
            .map_err(|e| self.failed(e))?;

        let mut stream = mmap::Stream::with_buffers(&self.device, Type::VideoCapture, BUFFERS)
            .map_err(|e| self.failed(e))?;
        stream.set_timeout(PATIENCE);
        let camera = self;
        Ok((format, Frames { camera, stream }))
    }

    fn failed(&self, source: io::Error) -> Error {
        Error::Device {
            device: self.path.clone(),
            source,
        }
    }
}

/// Why frames cannot be captured from a device of these capabilities.
fn obstacle(capabilities: Flags) -> Option<&'static str> {
    if capabilities.contains(Flags::VIDEO_CAPTURE | Flags::STREAMING) {
        None
    } else if capabilities.contains(Flags::VIDEO_CAPTURE_MPLANE) {
        Some("it captures in several planes, which the v4l crate does not do")
    } else {
        Some("it does not capture video")
    }
}

/// The frames of a camera; capturing starts with the first one that is asked for.
pub struct Frames<'a> {
    camera: &'a Camera,
    stream: mmap::Stream<'a>,
}

impl FrameSource for Frames<'_> {
    fn next_frame(&mut self) -> Result<Frame<'_>, Error> {
        let camera = self.camera;
        let (buffer, metadata) = self.stream.next().map_err(|source| match source.kind() {
            io::ErrorKind::TimedOut => Error::Silent {
                device: camera.path.clone(),
                waited: PATIENCE,
            },
            _ => camera.failed(source),
        })?;
        // The buffer has room for the largest frame, a compressed one is smaller.
        let used = buffer.len().min(metadata.bytesused as usize);
        Ok(Frame {
            data: &buffer[..used],
            sequence: metadata.sequence,
            timestamp: metadata.timestamp.into(),
            damaged: metadata.flags.contains(buffer::Flags::ERROR),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wants_streams_of_single_plane_video() {
        let webcam = Flags::VIDEO_CAPTURE | Flags::STREAMING | Flags::EXT_PIX_FORMAT;
        assert_eq!(obstacle(webcam), None);
        assert_eq!(
            obstacle(Flags::VIDEO_M2M_MPLANE | Flags::STREAMING),
            Some("it does not capture video")
        );
        assert!(obstacle(Flags::VIDEO_CAPTURE_MPLANE | Flags::STREAMING).is_some());
        // Metadata nodes of webcams, which stand beside the camera itself.
        assert!(obstacle(Flags::META_CAPTURE | Flags::STREAMING).is_some());
    }

    #[test]
    fn knows_the_numbers_of_device_nodes_only() {
        assert_eq!(node_number(Path::new("/dev/video10")), Some(10));
        assert_eq!(node_number(Path::new("/dev/video-dec0")), None);
        assert_eq!(node_number(Path::new("/dev/video")), None);
    }

    #[test]
    fn lists_a_camera_in_one_line() {
        let listed = Listed {
            path: "/dev/video0".into(),
            name: "HD Webcam C270".into(),
            formats: vec![FourCC::new(b"YUYV"), FourCC::new(b"MJPG")],
        };
        assert_eq!(
            listed.to_string(),
            "/dev/video0: HD Webcam C270 (YUYV MJPG)"
        );
    }
}
