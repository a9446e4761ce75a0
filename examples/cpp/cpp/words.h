// What Rust calls: counts how often each word of a text occurs.
#pragma once

#include <cstddef>

extern "C" {

struct words;

// The words of a text of `length` bytes, most frequent first; null if memory runs out.
words *words_count(const char *text, std::size_t length) noexcept;

std::size_t words_size(const words *counted) noexcept;

// The word at `index`, in lower case, valid until words_free; null past the end.
const char *words_at(const words *counted, std::size_t index, std::size_t *length,
                     std::size_t *count) noexcept;

void words_free(words *counted) noexcept;
}
