//! The capture loop, and what it learns about the frames.

use std::{fmt, io::Write, num::NonZeroU32, time::Duration};

use crate::error::Error;

/// One frame as the driver hands it out.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    pub data: &'a [u8],
    /// Counted by the driver, so that a gap means lost frames.
    pub sequence: u32,
    /// Since some fixed moment, usually the start of the machine.
    pub timestamp: Duration,
    /// The driver says that the data is not sound.
    pub damaged: bool,
}

/// Where frames come from.
pub trait FrameSource {
    /// Waits for the next frame.
    ///
    /// # Errors
    ///
    /// When none comes in time, or the camera fails.
    fn next_frame(&mut self) -> Result<Frame<'_>, Error>;
}

/// What a capture yields.
#[derive(Debug)]
pub struct Captured {
    pub statistics: Statistics,
    pub last: Vec<u8>,
}

/// Captures that many frames and writes a line about each.
///
/// # Errors
///
/// The source's, and [`Error::Print`] when a line cannot be written.
pub fn capture(
    source: &mut impl FrameSource,
    frames: NonZeroU32,
    out: &mut impl Write,
) -> Result<Captured, Error> {
    let mut statistics = Statistics::default();
    let mut last = Vec::new();
    for number in 1..=frames.get() {
        let frame = source.next_frame()?;
        statistics.add(&frame);
        let Frame { data, sequence, .. } = frame;
        let remark = if frame.damaged { ", damaged" } else { "" };
        writeln!(
            out,
            "frame {number}: {} bytes, sequence {sequence}{remark}",
            data.len()
        )
        .map_err(Error::Print)?;
        if number == frames.get() {
            last = data.to_vec();
        }
    }
    Ok(Captured { statistics, last })
}

/// Sums up frames in the order in which they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statistics {
    frames: u32,
    damaged: u32,
    lost: u32,
    bytes: u64,
    first: Option<Duration>,
    latest: Option<(u32, Duration)>,
}

impl Statistics {
    pub fn add(&mut self, frame: &Frame<'_>) {
        self.frames += 1;
        self.damaged += u32::from(frame.damaged);
        self.bytes += frame.data.len() as u64;
        if let Some((sequence, _)) = self.latest {
            self.lost = self.lost.saturating_add(gap(sequence, frame.sequence));
        }
        self.first.get_or_insert(frame.timestamp);
        self.latest = Some((frame.sequence, frame.timestamp));
    }

    /// Frames that the driver counted but never handed out.
    pub fn lost(&self) -> u32 {
        self.lost
    }

    /// Nothing before the second frame, or when the driver gives no times.
    pub fn frames_per_second(&self) -> Option<f64> {
        let (_, latest) = self.latest?;
        let seconds = latest.checked_sub(self.first?)?.as_secs_f64();
        (seconds > 0.0).then(|| f64::from(self.frames - 1) / seconds)
    }
}

/// Frames between two that came one after the other.
fn gap(before: u32, after: u32) -> u32 {
    // The count wraps around. One that stands still or goes back is a driver's quirk, no loss.
    match after.wrapping_sub(before) {
        0 => 0,
        backwards if backwards > u32::MAX / 2 => 0,
        step => step - 1,
    }
}

impl fmt::Display for Statistics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let noun = if self.frames == 1 { "frame" } else { "frames" };
        write!(f, "{} {noun}, {} bytes", self.frames, self.bytes)?;
        if let Some(rate) = self.frames_per_second() {
            write!(f, ", {rate:.1} per second")?;
        }
        write!(f, ", {} lost, {} damaged", self.lost, self.damaged)
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    /// Frames of 4 bytes, 100 ms apart, with the given sequence numbers; then the camera is gone.
    struct Scripted<'a> {
        sequences: &'a [u32],
        sent: usize,
    }

    impl<'a> Scripted<'a> {
        fn new(sequences: &'a [u32]) -> Self {
            Self { sequences, sent: 0 }
        }
    }

    impl FrameSource for Scripted<'_> {
        fn next_frame(&mut self) -> Result<Frame<'_>, Error> {
            let Some(&sequence) = self.sequences.get(self.sent) else {
                return Err(Error::Device {
                    device: "/dev/video0".into(),
                    source: io::Error::from_raw_os_error(19),
                });
            };
            self.sent += 1;
            Ok(Frame {
                data: if self.sent % 2 == 1 { b"odd." } else { b"even" },
                sequence,
                timestamp: Duration::from_secs(7) + Duration::from_millis(100) * self.sent as u32,
                damaged: sequence == 13,
            })
        }
    }

    fn frames(number: u32) -> NonZeroU32 {
        NonZeroU32::new(number).expect("at least one frame")
    }

    fn summary(sequences: &[u32]) -> String {
        let number = frames(sequences.len() as u32);
        let captured = capture(&mut Scripted::new(sequences), number, &mut io::sink());
        captured.expect("enough frames").statistics.to_string()
    }

    #[test]
    fn tells_size_and_sequence_of_each_frame() {
        let mut out = Vec::new();
        capture(&mut Scripted::new(&[12, 13, 14]), frames(2), &mut out).expect("enough frames");
        assert_eq!(
            String::from_utf8_lossy(&out),
            "frame 1: 4 bytes, sequence 12\n\
             frame 2: 4 bytes, sequence 13, damaged\n"
        );
    }

    #[test]
    fn stops_at_the_number_that_was_asked_for_and_keeps_the_last() {
        let mut source = Scripted::new(&[0, 1, 2, 3]);
        let captured = capture(&mut source, frames(2), &mut io::sink()).expect("enough frames");
        assert_eq!(captured.last, b"even");
        assert_eq!(source.sent, 2);
    }

    #[test]
    fn fails_when_the_camera_goes() {
        let error = capture(&mut Scripted::new(&[0]), frames(2), &mut io::sink()).unwrap_err();
        assert_eq!(error.to_string(), "/dev/video0 is gone; was it unplugged?");
    }

    #[test]
    fn fails_when_nobody_reads_the_output() {
        let mut full: &mut [u8] = &mut [];
        let error = capture(&mut Scripted::new(&[0]), frames(1), &mut full).unwrap_err();
        assert!(matches!(error, Error::Print(_)), "{error}");
    }

    #[test]
    fn sums_up() {
        assert_eq!(
            summary(&[1, 2, 3]),
            "3 frames, 12 bytes, 10.0 per second, 0 lost, 0 damaged"
        );
        assert_eq!(
            summary(&[10, 13]),
            "2 frames, 8 bytes, 10.0 per second, 2 lost, 1 damaged"
        );
    }

    #[test]
    fn knows_no_rate_of_a_single_frame() {
        assert_eq!(summary(&[5]), "1 frame, 4 bytes, 0 lost, 0 damaged");
    }

    #[test]
    fn counts_what_was_lost_also_where_the_sequence_wraps_around() {
        assert_eq!(gap(7, 8), 0);
        assert_eq!(gap(7, 10), 2);
        assert_eq!(gap(u32::MAX, 0), 0);
        assert_eq!(gap(u32::MAX - 1, 1), 2);
    }

    #[test]
    fn takes_no_loss_from_a_sequence_that_stands_still_or_starts_again() {
        assert_eq!(gap(0, 0), 0);
        assert_eq!(gap(900, 0), 0);
    }
}
