package dev.jcross.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymbolUsersTest {
  private static final Set<String> WANTED = Set.of("puts", "answer", "gettid", "__libc_start_main");

  @TempDir private Path folder;

  private void put(String path, byte[] bytes) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /** A little-endian object of 64 bits that asks for some symbols, and defines one. */
  private static byte[] object(String defined, String... undefined) {
    var strings = new ByteArrayOutputStream();
    strings.write(0);
    var symbols = ByteBuffer.allocate(24 * (undefined.length + 2));
    symbols.order(ByteOrder.LITTLE_ENDIAN).position(24);
    symbols.putInt(strings.size()).put((byte) 0x12).put((byte) 0).putShort((short) 1).putLong(0);
    symbols.putLong(0);
    strings.writeBytes((defined + "\0").getBytes(StandardCharsets.US_ASCII));
    for (var name : undefined) {
      symbols.putInt(strings.size()).put((byte) 0x10).put((byte) 0).putShort((short) 0).putLong(0);
      symbols.putLong(0);
      strings.writeBytes((name + "\0").getBytes(StandardCharsets.US_ASCII));
    }
    int at = 64 + 3 * 64;
    var file = ByteBuffer.allocate(at + symbols.capacity() + strings.size());
    file.order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
    file.putShort((short) 1).putShort((short) 62).putInt(1).putLong(0).putLong(0).putLong(64);
    file.putInt(0).putShort((short) 64).putShort((short) 0).putShort((short) 0);
    file.putShort((short) 64).putShort((short) 3).putShort((short) 0);
    section(file, 64 + 64, 2, at, symbols.capacity(), 2);
    section(file, 64 + 128, 3, at + symbols.capacity(), strings.size(), 0);
    file.position(at);
    file.put(symbols.array()).put(strings.toByteArray());
    return file.array();
  }

  private static void section(
      ByteBuffer file, int row, int type, long offset, long size, int link) {
    file.putInt(row + 4, type).putLong(row + 24, offset).putLong(row + 32, size);
    file.putInt(row + 40, link);
  }

  private static byte[] archive(byte[]... members) throws IOException {
    var archive = new ByteArrayOutputStream();
    archive.write("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
    for (var member : members) {
      archive.write(
          String.format("%-16s%-32s%-10d`\n", "member.o/", "0", member.length)
              .getBytes(StandardCharsets.US_ASCII));
      archive.write(member);
      if (member.length % 2 == 1) {
        archive.write('\n');
      }
    }
    return archive.toByteArray();
  }

  @Test
  void tellsWhichCrateAsksForWhat() throws IOException {
    put(
        "build/x/debug/deps/libzstd_sys-0123456789abcdef.rlib",
        archive(object("a"), object("b", "puts")));
    put("build/x/debug/deps/libother-0123456789abcdef.rlib", archive(object("puts", "malloc")));
    put("opt/rust/lib/libstd-89aabbccddeeff00.rlib", archive(object("c", "gettid", "puts")));
    put("build/x/debug/incremental/app-1pxpqq7h3c0y4/s-1/x.o", object("main", "answer"));
    put("build/x/debug/deps/libapp.a", archive(object("d", "puts")));
    put(
        "build/x/debug/build/c-0123456789abcdef/out/broken.o",
        new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 9, 9, 9});

    var users = SymbolUsers.in(folder, WANTED);

    assertThat(users.users())
        .isEqualTo(
            Map.of(
                "Rust's standard library", Set.of("gettid", "puts"),
                "the crate app", Set.of("answer"),
                "the crate zstd_sys", Set.of("puts")));
    assertThat(users.lines(WANTED))
        .containsExactly(
            "asked for by Rust's standard library: gettid, puts",
            "asked for by the crate app: answer",
            "asked for by the crate zstd_sys: puts",
            "asked for by the start code of every program: __libc_start_main");
  }

  @Test
  void takesNothingAwayFromTheNameOfACrate() throws IOException {
    put("deps/liblibz_sys-0123456789abcdef.rlib", archive(object("a", "puts")));
    put("deps/libz_sys-0123456789abcdef.1a2b-cgu.0.rcgu.o", object("b", "answer"));
    put("build/libz-sys-0123456789abcdef/out/0123456789abcdef-inflate.o", object("c", "gettid"));
    put("build/openssl-sys-0123456789abcdef/out/crypto-configuration.o", object("d", "puts"));

    assertThat(SymbolUsers.in(folder, WANTED).users())
        .isEqualTo(
            Map.of(
                "the crate libz_sys",
                Set.of("puts", "answer", "gettid"),
                "the crate openssl_sys",
                Set.of("puts")));
  }

  @Test
  void countsWhatStdIsMadeOfAsStd() throws IOException {
    put(
        "opt/rust/lib/rustlib/aarch64-unknown-linux-gnu/lib/libhashbrown-0123456789abcdef.rlib",
        archive(object("a", "puts")));

    assertThat(SymbolUsers.in(folder, WANTED).users())
        .isEqualTo(Map.of("Rust's standard library", Set.of("puts")));
  }

  @Test
  void saysSoWhereItCannotTell() {
    assertThat(SymbolUsers.in(folder, WANTED).lines(Set.of("qsort_r", "gettid")))
        .containsExactly(
            "asked for by nothing that cargo keeps, so by the program's own crate or by a library"
                + " of the image: gettid, qsort_r");
  }

  @Test
  void readsRealLibraries() throws IOException {
    put("deps/libpi-0123456789abcdef.rlib", Files.readAllBytes(Samples.file("libarm.a")));

    assertThat(SymbolUsers.in(folder, Set.of("_start", "half")).users()).isEmpty();
  }
}
