package dev.jcross.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Tells formats by their first bytes. */
enum Magic {
  ELF,
  PE,
  /** An object of Windows. */
  COFF,
  MACHO,
  UNIVERSAL,
  WASM,
  ARCHIVE,
  THIN_ARCHIVE,
  /** None of these. */
  OTHER;

  private static final int SAMPLE = 4096;

  /** Files that people mistake for artifacts, by their first bytes in hexadecimal. */
  private record Mistaken(String start, String what) {}

  private static final List<Mistaken> MISTAKEN =
      List.of(
          new Mistaken("72757374000000", "Rust metadata (.rmeta)"),
          new Mistaken("cafebabe", "a Java class"),
          new Mistaken("4243c0de", "LLVM bitcode"),
          new Mistaken("4d6963726f736f667420432f432b2b204d5346", "a Windows debug database (.pdb)"),
          new Mistaken("504b0304", "a zip archive"),
          new Mistaken("1f8b", "compressed by gzip"),
          new Mistaken("28b52ffd", "compressed by zstd"),
          new Mistaken("fd377a585a00", "compressed by xz"));

  static Magic of(Bytes bytes) throws IOException, DamagedException {
    if (!bytes.holds(0, 8)) {
      return OTHER;
    }
    var start = HexFormat.of().formatHex(bytes.upTo(0, 8));
    if (start.startsWith("7f454c46")) {
      return ELF;
    }
    if (start.startsWith("4d5a")) {
      return PE;
    }
    if (MachReader.isMagic(Long.parseLong(start.substring(0, 8), 16))) {
      return MACHO;
    }
    if (start.startsWith("cafebabf")
        || (start.startsWith("cafebabe") && UniversalReader.isOne(bytes))) {
      return UNIVERSAL;
    }
    if (start.startsWith("0061736d")) {
      return WASM;
    }
    return switch (start) {
      case "213c617263683e0a" -> ARCHIVE;
      case "213c7468696e3e0a" -> THIN_ARCHIVE;
      default -> PeReader.isObject(bytes) ? COFF : OTHER;
    };
  }

  /** What a file is that is certainly nothing to run or link, such as a text; in a few words. */
  static Optional<String> mistaken(Bytes bytes) throws IOException, DamagedException {
    var start = bytes.upTo(0, SAMPLE);
    if (start.length == 0) {
      return Optional.of("empty");
    }
    var hex = HexFormat.of().formatHex(Arrays.copyOf(start, Math.min(32, start.length)));
    for (var known : MISTAKEN) {
      if (hex.startsWith(known.start)) {
        return Optional.of(known.what);
      }
    }
    if (isText(start)) {
      return Optional.of(
          start.length > 2 && start[0] == '#' && start[1] == '!' ? "a script" : "a text file");
    }
    return Optional.empty();
  }

  private static boolean isText(byte[] bytes) {
    for (byte next : bytes) {
      if (next >= 0
          && next < ' '
          && next != '\n'
          && next != '\r'
          && next != '\t'
          && next != '\f'
          && next != 27) {
        return false;
      }
    }
    // The sample may end within a character of up to four bytes.
    for (int cut = 0; cut < Math.min(4, bytes.length); cut++) {
      try {
        var _ =
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, 0, bytes.length - cut));
        return true;
      } catch (CharacterCodingException e) {
        if (bytes.length < SAMPLE) {
          return false;
        }
      }
    }
    return false;
  }
}
