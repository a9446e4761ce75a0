package dev.jcross.target;

import java.util.Map;
import java.util.Optional;

/** What Debian, and GNU tools in Debian, call a target. */
final class DebianNames {
  private static final Map<String, String> GNU =
      Map.ofEntries(
          Map.entry("aarch64", "arm64"),
          Map.entry("x86_64", "amd64"),
          Map.entry("i586", "i386"),
          Map.entry("i686", "i386"),
          Map.entry("loongarch64", "loong64"),
          Map.entry("m68k", "m68k"),
          Map.entry("mips", "mips"),
          Map.entry("mipsel", "mipsel"),
          Map.entry("mips64", "mips64"),
          Map.entry("mips64el", "mips64el"),
          Map.entry("powerpc", "powerpc"),
          Map.entry("powerpc64", "ppc64"),
          Map.entry("powerpc64le", "ppc64el"),
          Map.entry("riscv64gc", "riscv64"),
          Map.entry("s390x", "s390x"),
          Map.entry("sparc64", "sparc64"));

  private DebianNames() {}

  static Optional<String> architecture(TargetTriple triple) {
    return switch (triple.usesGlibc() ? triple.environment() : "") {
      case "gnueabihf" -> Optional.of("armhf");
      case "gnueabi" -> Optional.of("armel");
      case "gnu", "gnuabi64" -> Optional.ofNullable(GNU.get(triple.architecture()));
      default -> Optional.empty();
    };
  }

  /** The table of cross-rs, as of its HEAD: some have none although Debian has a name. */
  static Optional<String> crossDebArch(TargetTriple triple) {
    var architecture = triple.architecture();
    return switch (triple.operatingSystem()) {
      case "linux" ->
          triple.environment().startsWith("musl")
              ? musl(triple).map(name -> "musl-linux-" + name)
              : architecture(triple)
                  .filter(name -> !architecture.startsWith("armv5"))
                  .filter(name -> !architecture.equals("loongarch64"));
      case "freebsd" ->
          Optional.ofNullable(GNU.get(architecture))
              .filter(name -> name.equals("i386") || name.equals("amd64") || name.equals("arm64"))
              .map(name -> "freebsd-" + name);
      case "netbsd" -> tuple(architecture, "x86_64", "netbsd-amd64");
      case "dragonfly" -> tuple(architecture, "x86_64", "dragonflybsd-amd64");
      case "solaris" ->
          tuple(architecture, "x86_64", "solaris-amd64")
              .or(() -> tuple(architecture, "sparcv9", "solaris-sparc"));
      case "none" ->
          architecture.startsWith("thumb")
              ? Optional.of(triple.environment().endsWith("hf") ? "armhf" : "arm")
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  static Optional<String> gnuTriplet(TargetTriple triple) {
    var environment = triple.environment();
    if (triple.operatingSystem().equals("windows") && environment.equals("gnu")) {
      return Optional.of(triple.architecture() + "-w64-mingw32");
    }
    if (!triple.operatingSystem().equals("linux")
        || !(environment.startsWith("gnu") || environment.startsWith("musl"))) {
      return Optional.empty();
    }
    return Optional.of(gnuArchitecture(triple.architecture()) + "-linux-" + environment);
  }

  private static String gnuArchitecture(String architecture) {
    if (architecture.startsWith("armv") || architecture.startsWith("thumb")) {
      return "arm";
    }
    return architecture.equals("riscv64gc")
        ? "riscv64"
        : architecture.equals("riscv32gc") ? "riscv32" : architecture;
  }

  private static Optional<String> musl(TargetTriple triple) {
    return switch (triple.environment()) {
      case "musleabihf" -> Optional.of("armhf");
      case "musleabi" -> Optional.of("arm");
      case "musl", "muslabi64" ->
          Optional.ofNullable(GNU.get(triple.architecture()))
              .filter(
                  name ->
                      name.startsWith("mips")
                          || name.equals("arm64")
                          || name.equals("amd64")
                          || name.equals("i386"));
      default -> Optional.empty();
    };
  }

  private static Optional<String> tuple(String architecture, String expected, String name) {
    return architecture.equals(expected) ? Optional.of(name) : Optional.empty();
  }
}
