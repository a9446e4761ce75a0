package dev.jcross.target;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The versions of glibc that programs for a triple can be linked against. All are 2.x.
 *
 * @param triple one that uses glibc
 * @param oldest the x of what Rust needs, or of the first glibc for the architecture if that is
 *     newer
 */
public record GlibcVersions(TargetTriple triple, int oldest) {
  /** Rust's minimum for Linux with glibc: see "Platform support" in the book of rustc. */
  private static final int OF_RUST = 17;

  /** What zig 0.17 knows: {@code zig targets}, at {@code .glibc}. */
  private static final int NEWEST = 44;

  /** From {@code available_libcs} in lib/std/zig/target.zig of zig 0.17. */
  private static final Map<String, Integer> FIRST =
      Map.of("loongarch64", 36, "powerpc64le", 19, "riscv32gc", 33, "riscv64gc", 27);

  private static final Pattern VERSION = Pattern.compile("2\\.([0-9]{1,2})");

  /** Those of a triple that uses glibc. */
  public static GlibcVersions of(TargetTriple triple) {
    return new GlibcVersions(triple, FIRST.getOrDefault(triple.architecture(), OF_RUST));
  }

  /** Whether this looks like a version, whatever the target. */
  public static boolean isVersion(String text) {
    return minor(text).isPresent();
  }

  private static OptionalInt minor(String text) {
    var version = VERSION.matcher(text);
    return version.matches()
        ? OptionalInt.of(Integer.parseInt(version.group(1)))
        : OptionalInt.empty();
  }

  /**
   * What zig links against if nothing is said: see {@code default_min} in lib/std/Target.zig of zig
   * 0.17.
   */
  public String byDefault() {
    var architecture = triple.architecture();
    // The first with times of 64 bits where a word has 32.
    boolean shortWords =
        architecture.matches("(arm|thumb|i[56]86|mips(el)?$|powerpc$|m68k|sparc$).*");
    int usual = shortWords ? 34 : architecture.equals("powerpc64le") ? 32 : 31;
    return "2." + Math.max(usual, oldest);
  }

  /** The oldest first. */
  public List<String> all() {
    return IntStream.rangeClosed(oldest, NEWEST).mapToObj(minor -> "2." + minor).toList();
  }

  /** What is wrong with a version, as the end of a sentence; empty if there is nothing. */
  public Optional<String> complaint(String version) {
    int minor = minor(version).orElse(-1);
    if (minor > NEWEST) {
      return Optional.of("is newer than any that zig knows");
    }
    if (minor >= oldest) {
      return Optional.empty();
    }
    return Optional.of(
        minor < OF_RUST ? "is older than Rust supports" : "was never made for this architecture");
  }

  /** Such as {@code 2.17 to 2.44}. */
  @Override
  public String toString() {
    return "2." + oldest + " to 2." + NEWEST;
  }
}
