#!/bin/sh
# Makes the binaries beside this script, which the tests of dev.jcross.artifact read. They are
# committed, so that the tests need no compiler. The tests assert what `readelf -hldVAWn` says of them.
# Made on Debian/Ubuntu with: gcc, gcc-aarch64-linux-gnu, gcc-arm-linux-gnueabihf,
# gcc-arm-linux-gnueabi, gcc-powerpc64-linux-gnu, emscripten, rustc, and zig from PyPI's ziglang (ZIG, a command).
set -eu
cd "$(dirname "$0")"
ZIG="${ZIG:-python3 -m ziglang}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/hello.c" <<'C'
#include <pthread.h>
#include <stdio.h>
static void *work(void *text) { puts(text); return 0; }
int main(void) { pthread_t t; pthread_create(&t, 0, work, "hi"); return pthread_join(t, 0); }
C
cat > "$work/lib.c" <<'C'
#include <stdlib.h>
int answer(void) { return atoi(getenv("ANSWER")); }
C
cat > "$work/bare.c" <<'C'
double half(double x) { return x / 2; }
void _start(void) { for (;;) { half(3); } }
C
cat > "$work/abi.c" <<'C'
extern int cpp(void) __asm__("_ZSt9terminatev");
extern int throw_(void) __asm__("__cxa_throw");
int call(void) { return cpp() + throw_(); }
C
# Small pages, or the gaps between segments fill 64 KB each.
small="-Os -Wl,-z,max-page-size=4096,-z,common-page-size=4096,-z,noseparate-code"
bare="-Os -nostdlib -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables"

# glibc programs, dynamic: of 64 and 32 bits, little- and big-endian, stripped and with debug info.
aarch64-linux-gnu-gcc $small -s -o aarch64-glibc "$work/hello.c"
x86_64-linux-gnu-gcc $small -no-pie -Wl,-rpath,/opt/lib -Wl,--disable-new-dtags -o x86_64-glibc-exec "$work/hello.c"
(cd "$work" && x86_64-linux-gnu-gcc $small -g -pie -Wl,-z,pack-relative-relocs -o relr hello.c) && cp "$work/relr" x86_64-glibc-relr
arm-linux-gnueabihf-gcc $small -s -o armv7hf-glibc "$work/hello.c"
powerpc64-linux-gnu-gcc $small -s -mabi=elfv1 -o powerpc64-glibc "$work/hello.c"

# A library with a soname, a runpath and versions of libstdc++; without its section table too.
x86_64-linux-gnu-gcc $small -shared -fPIC -s -Wl,-soname,libanswer.so.1 -Wl,-rpath,'$ORIGIN/lib' \
  -Wl,--enable-new-dtags -o libanswer.so "$work/lib.c" "$work/abi.c" -Wl,--no-as-needed -l:libstdc++.so.6

# Without a C library: static, static-pie, ARMv6 with soft and hard float, objects and archives.
x86_64-linux-gnu-gcc $bare $small -static -o x86_64-static "$work/bare.c"
x86_64-linux-gnu-gcc $bare $small -fPIE -static-pie -s -o x86_64-static-pie "$work/bare.c"
arm-linux-gnueabi-gcc $bare $small -marm -march=armv6 -mfloat-abi=soft -static -Wl,--unresolved-symbols=ignore-all -o armv6-soft "$work/bare.c"
arm-linux-gnueabihf-gcc $bare $small -marm -march=armv6+fp -mfloat-abi=hard -static -o armv6-hard "$work/bare.c"
aarch64-linux-gnu-gcc $bare -g -c -o aarch64.o "$work/bare.c"
arm-linux-gnueabihf-gcc $bare -marm -march=armv6+fp -mfloat-abi=hard -c -o "$work/bare.o" "$work/bare.c"
rm -f libarm.a && arm-linux-gnueabihf-ar rcsD libarm.a "$work/bare.o"

# ARMv6 by its attributes and with code for ARMv7, as LLVM's linker makes it; and the other way round, as GNU's linker
# does where code for newer cores is called only there.
cat > "$work/table.c" <<'C'
extern int a, b, c, d, e, f;
int a = 1, b = 2, c = 3, d = 4, e = 5, f = 6;
int sum(void) { return a + b * c - d * e + f; }
C
cat > "$work/neon.s" <<'S'
.arch armv7-a
.fpu neon
.arm
.global add
.type add, %function
add: vadd.i32 q0, q0, q1
  bx lr
S
arm-linux-gnueabihf-gcc $bare -marm -march=armv6+fp -mfloat-abi=hard -c -o "$work/v6.o" "$work/bare.c"
arm-linux-gnueabihf-gcc -c -o "$work/neon.o" "$work/neon.s"
arm-linux-gnueabihf-gcc $bare $small -static -s -o armv6-with-neon "$work/v6.o" "$work/neon.o"

# Other systems, by zig.
cat > "$work/main.c" <<'C'
int main(void) { return 0; }
C
cat > "$work/puts.c" <<'C'
#include <stdio.h>
int main(void) { puts("hi"); return 0; }
C
cat > "$work/answer.c" <<'C'
#include <stdlib.h>
int answer(void) { return atoi(getenv("ANSWER")); }
C
export ZIG_GLOBAL_CACHE_DIR="$work/zig" ZIG_LOCAL_CACHE_DIR="$work/zig"
$ZIG cc -target arm-linux-musleabihf -mcpu=arm1176jzf_s $bare -c -o "$work/first.o" "$work/bare.c"
$ZIG cc -target arm-linux-musleabihf -mcpu=cortex_a7 $bare -c -o "$work/table.o" "$work/table.c"
$ZIG cc -target arm-linux-musleabihf -mcpu=arm1176jzf_s -Os -s -nostdlib -static -ffreestanding -Wl,-u,sum -o armv6-with-v7-code "$work/first.o" "$work/table.o"
$ZIG cc -target aarch64-linux-musl -Os -s -nostdlib -static -ffreestanding -o aarch64-zig-static "$work/bare.c"
$ZIG cc -target aarch64-linux-musl -Os -s -dynamic -o aarch64-musl "$work/puts.c"
$ZIG cc -target riscv64-linux-gnu -Os -s -o riscv64-glibc "$work/puts.c"
$ZIG cc -target x86_64-netbsd -Os -s -o x86_64-netbsd "$work/puts.c"
$ZIG cc -target aarch64-macos-none -Os -c -o aarch64-macho.o "$work/main.c"
$ZIG cc -target aarch64-macos-none -Os -s -o aarch64-macos "$work/puts.c"
$ZIG cc -target x86_64-macos-none -Os -s -o x86_64-macos "$work/puts.c"
$ZIG cc -target x86_64-macos-none -Os -shared -Wl,-install_name,@rpath/libanswer.dylib -o libanswer.dylib "$work/answer.c"
$ZIG cc -target x86_64-windows-gnu -Os -s -nostdlib -ffreestanding -Wl,-e,_start -o x86_64.exe "$work/bare.c"
$ZIG cc -target x86_64-windows-gnu -Os -s -o x86_64-console.exe "$work/puts.c"
$ZIG cc -target x86_64-windows-gnu -Os -s -shared -o answer.dll "$work/answer.c"
$ZIG cc -target x86_64-windows-gnu -Os -c -o answer.obj "$work/answer.c"
rm -f ./*.pdb ./*.lib
$ZIG cc -target wasm32-freestanding -Os -s -nostdlib -o bare.wasm "$work/bare.c"
$ZIG cc -target wasm32-wasi -Os -s -o wasi.wasm "$work/puts.c"
(cd "$work" && emcc -O1 -o emscripten.js puts.c) && cp "$work/emscripten.wasm" emscripten.wasm

# A library of Rust's.
echo '#![no_std] pub fn half(x: u32) -> u32 { x / 2 }' > "$work/half.rs"
rustc --crate-type rlib -Copt-level=s -o libhalf.rlib "$work/half.rs"
ls -l
