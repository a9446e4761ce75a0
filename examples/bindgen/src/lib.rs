//! Dates in words, by the C library's `strftime`.

#![no_std]

/// What bindgen made of the target's `time.h`.
#[allow(non_camel_case_types, non_upper_case_globals, dead_code)]
mod ffi {
    include!(concat!(env!("OUT_DIR"), "/time.rs"));
}

use core::ffi::CStr;

/// A day of the Gregorian calendar; `month` and `day` start with 1.
#[derive(Clone, Copy, Debug)]
pub struct Date {
    pub year: i32,
    pub month: i32,
    pub day: i32,
}

impl Date {
    /// Writes the date as a pattern of `strftime` says; `None` if it does not fit.
    ///
    /// ```
    /// let landing = calendar::Date { year: 1969, month: 7, day: 20 };
    /// let mut buffer = [0; 40];
    /// assert_eq!(landing.format(c"%d %B %Y", &mut buffer), Some("20 July 1969"));
    /// ```
    pub fn format<'a>(&self, pattern: &CStr, buffer: &'a mut [u8]) -> Option<&'a str> {
        // The fields' order, and those that only some libraries have, are the header's business.
        let time = ffi::tm {
            tm_year: self.year - 1900,
            tm_mon: self.month - 1,
            tm_mday: self.day,
            ..Default::default()
        };
        // SAFETY: the pattern ends with a zero, and no more is written than the buffer holds.
        let length = unsafe {
            ffi::strftime(
                buffer.as_mut_ptr().cast(),
                buffer.len() as _,
                pattern.as_ptr(),
                &time,
            )
        };
        let text = buffer.get(..length as usize)?;
        core::str::from_utf8(text)
            .ok()
            .filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANDING: Date = Date {
        year: 1969,
        month: 7,
        day: 20,
    };

    #[test]
    fn puts_each_field_where_the_c_library_looks_for_it() {
        let mut buffer = [0; 40];
        assert_eq!(
            LANDING.format(c"%d %B %Y", &mut buffer),
            Some("20 July 1969")
        );
        assert_eq!(LANDING.format(c"%Y-%m-%d", &mut buffer), Some("1969-07-20"));
    }

    #[test]
    fn knows_when_the_text_does_not_fit() {
        assert_eq!(LANDING.format(c"%Y-%m-%d", &mut [0; 4]), None);
    }
}
