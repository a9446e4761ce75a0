package dev.jcross.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A folder of the shape of Android's NDK, which may not be handed on. Its clang is the image's own
 * GCC, told to link as Android's does, with libraries that have hardly anything in them: what is
 * linked has the form of a program for Android, and runs nowhere. For x86_64 only.
 */
final class SmallNdk {
  private static final String CLANG =
      """
      #!/bin/sh
      set -eu
      level= link=yes
      for argument; do
          shift
          case $argument in
          --target=x86_64-linux-android[0-9]*) level=${argument##*android} ;;
          --target=x86_64-linux-android) ;;
          -c | -S | -E) link= ;;
          esac
          case $argument in
          --target=*) ;;
          *) set -- "$@" "$argument" ;;
          esac
      done
      set -- -D__ANDROID__=1 "-D__ANDROID_API__=$level" "$@"
      [ -n "$link" ] || exec gcc "$@"

      work=$(mktemp -d)
      trap 'rm -rf "$work"' EXIT
      cat >"$work/start.s" <<NOTE
      .globl _start
      _start:
          call main@PLT
      .section .note.android.ident,"a",%note
      .balign 4
      .long 8, 4, 1
      .asciz "Android"
      .long $level
      NOTE
      echo 'int malloc, free, write, memcpy, abort;' >"$work/c.c"
      : >"$work/other.c"
      gcc -c "$work/start.s" -o "$work/start.o"
      for library in c dl log m unwind; do
          source=$work/other.c
          [ "$library" != c ] || source=$work/c.c
          gcc -w -fno-builtin -shared -nostdlib "-Wl,-soname,lib$library.so" "$source" -o "$work/lib$library.so"
      done
      gcc "$@" -w -nostdlib "$work/start.o" -L "$work" -lc \\
          -Wl,-dynamic-linker,/system/bin/linker64 -Wl,--unresolved-symbols=ignore-all
      """;

  private SmallNdk() {}

  /** Makes it below a directory. */
  static Path in(Path directory) {
    var prebuilt = directory.resolve("ndk/toolchains/llvm/prebuilt/linux-x86_64");
    try {
      Files.createDirectories(prebuilt.resolve("sysroot/usr/include"));
      Files.createDirectories(prebuilt.resolve("bin"));
      program(prebuilt.resolve("bin/clang"), CLANG);
      program(prebuilt.resolve("bin/llvm-ar"), "#!/bin/sh\nexec ar \"$@\"\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return directory.resolve("ndk");
  }

  private static void program(Path file, String script) throws IOException {
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
