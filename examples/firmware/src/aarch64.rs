//! The start of the program, which for the other processors a crate has.

core::arch::global_asm!(
    r#"
    .section .text.start, "ax"
    .global _start
_start:
    // Floating point and vectors, which the compiler uses, are switched off at first.
    mov x0, #0x300000
    msr cpacr_el1, x0
    isb
    ldr x0, =__stack_top
    mov sp, x0
    ldr x0, =__bss_start
    ldr x1, =__bss_end
0:  cmp x0, x1
    b.eq 1f
    stp xzr, xzr, [x0], #16
    b 0b
1:  bl {main}
"#,
    main = sym main,
);

extern "C" fn main() -> ! {
    crate::main()
}
