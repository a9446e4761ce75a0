//! Word counts, by a C++ library behind a safe interface.

use std::{ptr::NonNull, slice, str};

mod ffi {
    use std::ffi::c_char;

    /// Only ever seen behind a pointer.
    #[repr(C)]
    pub struct Words {
        _private: [u8; 0],
    }

    // As in cpp/words.h.
    unsafe extern "C" {
        pub fn words_count(text: *const c_char, length: usize) -> *mut Words;
        pub fn words_size(counted: *const Words) -> usize;
        pub fn words_at(
            counted: *const Words,
            index: usize,
            length: *mut usize,
            count: *mut usize,
        ) -> *const c_char;
        pub fn words_free(counted: *mut Words);
    }
}

/// How often each word of a text occurs, most frequent first, equally frequent ones by name.
#[derive(Debug)]
pub struct Words(NonNull<ffi::Words>);

impl Words {
    /// Counts the words of a text; upper and lower case ASCII letters are the same.
    ///
    /// ```
    /// let words = cpp::Words::count("To be, or not to be: that is the question.");
    /// assert_eq!(words.get(0), Some(("be", 2)));
    /// ```
    ///
    /// # Panics
    ///
    /// When memory runs out.
    pub fn count(text: &str) -> Self {
        // SAFETY: the pointer and the length are those of one string, which is only read.
        let counted = unsafe { ffi::words_count(text.as_ptr().cast(), text.len()) };
        Self(NonNull::new(counted).expect("out of memory"))
    }

    /// The number of different words.
    pub fn len(&self) -> usize {
        // SAFETY: the handle is valid until it is dropped.
        unsafe { ffi::words_size(self.0.as_ptr()) }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The word at that place and its number of occurrences.
    pub fn get(&self, index: usize) -> Option<(&str, usize)> {
        let (mut length, mut count) = (0, 0);
        // SAFETY: the handle is valid, and C++ checks the index.
        let word = unsafe { ffi::words_at(self.0.as_ptr(), index, &mut length, &mut count) };
        if word.is_null() {
            return None;
        }
        // SAFETY: C++ says how long the word is, and it lives as long as the handle.
        let word = unsafe { slice::from_raw_parts(word.cast(), length) };
        // Only ASCII was cut at and changed, so what was UTF-8 still is.
        let word = str::from_utf8(word).expect("words are UTF-8");
        Some((word, count))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, usize)> {
        (0..self.len()).map_while(|index| self.get(index))
    }
}

impl Drop for Words {
    fn drop(&mut self) {
        // SAFETY: the handle came from words_count, and nothing can use it after this.
        unsafe { ffi::words_free(self.0.as_ptr()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn puts_the_most_frequent_word_first_and_equals_in_order_of_name() {
        let words = Words::count("Pi, pi and pie; and PI!");
        assert_eq!(
            words.iter().collect::<Vec<_>>(),
            [("pi", 3), ("and", 2), ("pie", 1)]
        );
    }

    #[test]
    fn finds_no_words_where_there_are_none() {
        assert!(Words::count("").is_empty());
        assert!(Words::count(" \t\n ...").is_empty());
    }

    #[test]
    fn keeps_words_of_other_alphabets_whole() {
        let words = Words::count("Größe größe мир");
        assert_eq!(words.iter().collect::<Vec<_>>(), [("größe", 2), ("мир", 1)]);
    }

    #[test]
    fn keeps_words_that_are_too_long_for_a_small_string() {
        let long = "x".repeat(10_000);
        assert_eq!(Words::count(&long).get(0), Some((long.as_str(), 1)));
    }

    /// An exception is thrown and caught in C++, for which its run-time library must be sound.
    #[test]
    fn knows_no_word_past_the_end() {
        assert_eq!(Words::count("one").get(1), None);
    }
}
