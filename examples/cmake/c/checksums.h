// Needs nothing but the compiler's own headers, so that a microcontroller can have it, too.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Adler-32, as zlib has it (RFC 1950).
uint32_t checksums_adler32(const uint8_t *bytes, size_t length);

// What CMake believes of the machine: its byte order and the size of its pointers.
int checksums_is_big_endian(void);
int checksums_pointer_bytes(void);
