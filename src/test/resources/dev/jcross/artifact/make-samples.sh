#!/bin/sh
# Makes the binaries beside this script, which the tests of dev.jcross.artifact read. They are
# committed, so that the tests need no compiler. The tests assert what `readelf -hldVAWn` says of them.
# Made on Debian/Ubuntu with: gcc, gcc-aarch64-linux-gnu, gcc-arm-linux-gnueabihf,
# gcc-arm-linux-gnueabi, gcc-powerpc64-linux-gnu, and zig from PyPI's ziglang (ZIG, a command).
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

# Other systems, by zig.
cat > "$work/main.c" <<'C'
int main(void) { return 0; }
C
export ZIG_GLOBAL_CACHE_DIR="$work/zig" ZIG_LOCAL_CACHE_DIR="$work/zig"
$ZIG cc -target aarch64-linux-musl -Os -s -nostdlib -static -ffreestanding -o aarch64-zig-static "$work/bare.c"
$ZIG cc -target aarch64-macos-none -Os -c -o aarch64-macho.o "$work/main.c"
$ZIG cc -target x86_64-windows-gnu -Os -s -nostdlib -ffreestanding -Wl,-e,_start -o x86_64.exe "$work/bare.c"
rm -f x86_64.pdb
$ZIG cc -target wasm32-freestanding -Os -s -nostdlib -o bare.wasm "$work/bare.c"
ls -l
