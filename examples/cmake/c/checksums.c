#include "checksums.h"

#ifndef BYTE_ORDER_IS_BIG
#define BYTE_ORDER_IS_BIG 0
#endif

_Static_assert(sizeof(void *) == POINTER_BYTES, "CMake looked at another machine");

// The largest prime below 65536.
static const uint32_t modulus = 65521;

uint32_t checksums_adler32(const uint8_t *bytes, size_t length) {
    uint32_t low = 1;
    uint32_t high = 0;
    for (size_t i = 0; i < length; i++) {
        low = (low + bytes[i]) % modulus;
        high = (high + low) % modulus;
    }
    return high << 16 | low;
}

int checksums_is_big_endian(void) {
    return BYTE_ORDER_IS_BIG;
}

int checksums_pointer_bytes(void) {
    return POINTER_BYTES;
}
