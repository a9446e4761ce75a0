package dev.jcross.target;

import dev.jcross.problem.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the triple that somebody meant who wrote Debian's, Docker's, Go's or GCC's name. */
final class TripleHint {
  private static final Pattern ARMV6 =
      Pattern.compile("arm-?v6(l|hf|k)?(-.*)?|arm6|arm32v6.*|rpi0|rpi1|pi-?zero");

  private static final Map<String, String> ARCHITECTURES =
      Map.ofEntries(
          Map.entry("arm64", "aarch64"),
          Map.entry("arm64v8", "aarch64"),
          Map.entry("armv8", "aarch64"),
          Map.entry("amd64", "x86_64"),
          Map.entry("x64", "x86_64"),
          Map.entry("x86", "i686"),
          Map.entry("i386", "i686"),
          Map.entry("i486", "i686"),
          Map.entry("386", "i686"),
          Map.entry("arm", "armv7"),
          Map.entry("armhf", "armv7"),
          Map.entry("arm32v7", "armv7"),
          Map.entry("armv7l", "armv7"),
          Map.entry("armv7hf", "armv7"),
          Map.entry("armel", "arm"),
          Map.entry("ppc64el", "powerpc64le"),
          Map.entry("ppc64le", "powerpc64le"),
          Map.entry("ppc64", "powerpc64"),
          Map.entry("riscv64", "riscv64gc"),
          Map.entry("loong64", "loongarch64"));

  private static final Map<String, String> WASM =
      Map.of(
          "wasm32-unknown-wasi", "wasm32-wasip1",
          "wasm32-wasi-preview1-threads", "wasm32-wasip1-threads",
          "wasm32", "wasm32-unknown-unknown",
          "wasm", "wasm32-unknown-unknown");

  private TripleHint() {}

  /** What to write instead of {@code name}, which rustc does not know. */
  static String of(String name) {
    var word = plain(name);
    if (ARMV6.matcher(word).matches()) {
      return "no such Rust target; ARMv6 boards (Pi Zero, Pi 1) use " + armv6(word);
    }
    return meant(name)
        .map(meant -> didYouMean(word, meant))
        .orElse("'jcross targets' lists the targets");
  }

  /** The triple that {@code name} probably stands for. */
  static Optional<String> meant(String name) {
    var word = plain(name);
    return ARMV6.matcher(word).matches()
        ? Optional.of(armv6(word))
        : TargetTriple.renamed(word)
            .map(TargetTriple::name)
            .or(() -> Optional.ofNullable(WASM.get(word)))
            .or(() -> misspelt(word))
            .or(() -> foreign(word))
            .or(() -> Spelling.nearest(word, KnownTriples.names()));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  private static String armv6(String word) {
    return "arm-unknown-linux-"
        + (word.contains("musl") ? "musl" : "gnu")
        + (word.endsWith("eabi") ? "eabi" : "eabihf");
  }

  private static String didYouMean(String word, String meant) {
    // GCC calls both by one name, and Debian's armhf is ARMv7: its code crashes on a Pi Zero.
    if (word.equals("arm") || word.equals("arm-linux") || word.equals("arm-linux-gnueabihf")) {
      return "did you mean 'arm-unknown-linux-gnueabihf' (ARMv6 and later: every Pi) or"
          + " 'armv7-unknown-linux-gnueabihf'?";
    }
    var question = "did you mean '" + meant + "'?";
    return word.startsWith("armhf")
        ? question + " ARMv6 boards (Pi Zero, Pi 1) use arm-unknown-linux-gnueabihf"
        : question;
  }

  private static Optional<String> misspelt(String word) {
    var canonical = TargetTriple.canonical(word);
    return KnownTriples.names().stream()
        .filter(known -> TargetTriple.canonical(known).equals(canonical))
        .findFirst();
  }

  /** Reads {@code arm64-linux}, {@code x86_64-w64-mingw32}, {@code aarch64-linux-gnu}. */
  private static Optional<String> foreign(String word) {
    var plain = word.replace('/', '-').replaceFirst("^linux-(.+)$", "$1-linux");
    var parts = List.of(plain.replaceFirst("^x86-64", "x86_64").split("-", -1));
    var written = parts.getFirst();
    var architecture = ARCHITECTURES.getOrDefault(written, written);
    return Stream.of(written, architecture)
        .distinct()
        .flatMap(first -> candidates(first, parts))
        .filter(KnownTriples::contains)
        .findFirst();
  }

  private static Stream<String> candidates(String architecture, List<String> parts) {
    var rest = String.join("-", parts.subList(1, parts.size()));
    var direct = rest.isEmpty() ? Stream.<String>of() : Stream.of(architecture + "-" + rest);
    return Stream.concat(direct, systems(rest).map(system -> architecture + "-" + system));
  }

  /** The ends of triples that {@code rest}, all behind the architecture, may stand for. */
  private static Stream<String> systems(String rest) {
    if (rest.contains("windows") || rest.contains("mingw") || rest.startsWith("win")) {
      return Stream.of(rest.contains("msvc") ? "pc-windows-msvc" : "pc-windows-gnu");
    }
    if (rest.contains("darwin") || rest.contains("mac") || rest.contains("apple")) {
      return Stream.of(rest.contains("ios") ? "apple-ios" : "apple-darwin");
    }
    if (rest.contains("android")) {
      return Stream.of("linux-android", "linux-androideabi");
    }
    if (rest.contains("bsd")) {
      return Stream.of("freebsd", "netbsd", "openbsd")
          .filter(rest::contains)
          .map(system -> "unknown-" + system);
    }
    if (!rest.isEmpty() && !rest.contains("linux") && !rest.contains("gnu")) {
      return rest.contains("musl") ? linux("musl") : Stream.of();
    }
    return linux(rest.contains("musl") ? "musl" : "gnu")
        .filter(end -> !rest.endsWith("eabi") || end.endsWith("eabi"));
  }

  private static Stream<String> linux(String libc) {
    return Stream.of("", "eabihf", "eabi").map(abi -> "unknown-linux-" + libc + abi);
  }
}
