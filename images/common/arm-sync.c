// The atomic operations that compilers call on an ARM which has no instructions for them, ARMv5. There the kernel has a
// compare-and-swap at a fixed address: see Documentation/arch/arm/kernel_user_helpers.rst in Linux' sources.

// Returns 0 if it has swapped.
typedef int compare_and_swap(int before, int after, volatile int *where);
#define kernel_compare_and_swap ((compare_and_swap *)0xffff0fc0)

// The word that holds a smaller number, and how far up in it that is.
#define WORD(where) ((volatile int *)((unsigned)(where) & ~3u))
#define SHIFT(where) (((unsigned)(where) & 3u) * 8)

// The compiler lets nobody define functions of these names, other than by the name of their symbols.
#define UPDATE(name, type, parameters, when, next) NAMED(name, type, parameters, when, next)
#define NAMED(name, type, parameters, when, next)                                                  \
    type name parameters __asm__("__" #name);                                                      \
    type name parameters {                                                                         \
        volatile int *word = WORD(where);                                                          \
        unsigned shift = SHIFT(where), mask = (unsigned)(type)-1 << shift, all;                    \
        type old;                                                                                  \
        do {                                                                                       \
            all = (unsigned)*word;                                                                 \
            old = (type)(all >> shift);                                                            \
            if (!(when)) break;                                                                    \
        } while (kernel_compare_and_swap(                                                          \
            (int)all, (int)((all & ~mask) | (((unsigned)(type)(next) << shift) & mask)), word));   \
        return old;                                                                                \
    }

#define FETCH(operation, size, type, next)                                                         \
    UPDATE(sync_fetch_and_##operation##_##size, type, (volatile type * where, type value), 1, next)

#define ALL(size, type, signed_type)                                                               \
    FETCH(add, size, type, old + value)                                                            \
    FETCH(sub, size, type, old - value)                                                            \
    FETCH(and, size, type, old & value)                                                            \
    FETCH(or, size, type, old | value)                                                             \
    FETCH(xor, size, type, old ^ value)                                                            \
    FETCH(nand, size, type, ~(old & value))                                                        \
    FETCH(umax, size, type, old > value ? old : value)                                             \
    FETCH(umin, size, type, old < value ? old : value)                                             \
    FETCH(max, size, type, (signed_type)old > (signed_type)value ? old : value)                    \
    FETCH(min, size, type, (signed_type)old < (signed_type)value ? old : value)                    \
    UPDATE(sync_lock_test_and_set_##size, type, (volatile type * where, type value), 1, value)   \
    UPDATE(sync_val_compare_and_swap_##size, type,                                               \
        (volatile type * where, type expected, type value), old == expected, value)

ALL(1, unsigned char, signed char)
ALL(2, unsigned short, short)
ALL(4, unsigned int, int)
