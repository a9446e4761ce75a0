package dev.jcross.target;

import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Rust target triple. {@link #parse} is the way in for what a user wrote: it accepts only names
 * that rustc knows. The name of a specification of the user's own need be no triple: {@link
 * Target#parse}.
 *
 * @param name such as {@code aarch64-unknown-linux-gnu}
 */
public record TargetTriple(String name) implements Comparable<TargetTriple> {
  private static final Pattern SHAPE =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.]*(-[A-Za-z0-9_.]+)*");

  public TargetTriple {
    Objects.requireNonNull(name);
    if (!isShapedLikeOne(name)) {
      throw new IllegalArgumentException("not shaped like a target triple: " + name);
    }
  }

  /**
   * The triple of that name.
   *
   * @throws ProblemException TARGET_UNKNOWN with the name that was probably meant
   */
  public static TargetTriple parse(String name) {
    if (!KnownTriples.contains(name)) {
      throw Problem.error(ProblemCode.TARGET_UNKNOWN, "'" + name + "' is no Rust target")
          .help(TripleHint.of(name))
          .asException();
    }
    return new TargetTriple(name);
  }

  /** Whether a target, maybe one of the user's own, can have that name. */
  static boolean isShapedLikeOne(String name) {
    return SHAPE.matcher(name).matches();
  }

  /** Whether rustc knows a target of that name. */
  public static boolean isKnown(String name) {
    return KnownTriples.contains(name);
  }

  /** The triple that a name probably stands for which rustc does not know. */
  public static Optional<TargetTriple> meant(String name) {
    return TripleHint.meant(name).map(TargetTriple::new);
  }

  /** The triple that rustc once knew by that name. */
  public static Optional<TargetTriple> renamed(String name) {
    return isShapedLikeOne(name)
        ? Optional.ofNullable(renamed().get(new TargetTriple(name)))
        : Optional.empty();
  }

  /** What is called otherwise now, by its former name. */
  public static Map<TargetTriple, TargetTriple> renamed() {
    return KnownTriples.RENAMED;
  }

  /** Every triple that rustc knows, sorted by name. */
  public static List<TargetTriple> known() {
    return KnownTriples.all();
  }

  /**
   * What a container on such a machine runs: containers are Linux, whatever the host is.
   *
   * @param architecture as Rust names it: {@code x86_64} or {@code aarch64}
   */
  public static TargetTriple ofHost(String architecture) {
    return parse(architecture + "-unknown-linux-gnu");
  }

  /** The part in front of the first dash: {@code aarch64}, {@code armv7}, {@code riscv64gc}. */
  public String architecture() {
    int dash = name.indexOf('-');
    return dash < 0 ? name : name.substring(0, dash);
  }

  /**
   * As rustc's {@code target_os} says it: {@code linux}, {@code windows}, {@code macos}, {@code
   * android}, {@code wasi}, {@code none}, or {@code unknown}.
   */
  public String operatingSystem() {
    return TripleParts.of(name).operatingSystem();
  }

  /**
   * The libc, ABI or object format behind the operating system: {@code gnu}, {@code musl}, {@code
   * gnueabihf}, {@code msvc}, {@code eabihf}; empty if the name ends before.
   */
  public String environment() {
    return TripleParts.of(name).environment();
  }

  /** Whether programs for it link against glibc, so that a glibc version can be asked for. */
  public boolean usesGlibc() {
    return operatingSystem().equals("linux") && environment().startsWith("gnu");
  }

  /**
   * As it stands in the name of a variable, such as {@code CARGO_TARGET_<this>_LINKER}: upper case,
   * dashes and dots as underscores.
   */
  public String variableName() {
    return name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  /**
   * The same in lower case, as the crates cc, pkg-config and bindgen write it: {@code CC_<this>}.
   */
  public String lowerVariableName() {
    return variableName().toLowerCase(Locale.ROOT);
  }

  /**
   * The Debian architecture whose packages link into this target: only for glibc. For ARMv6 it is
   * {@code armhf} too, as cross says, but that architecture's code needs ARMv7.
   */
  public Optional<String> debianArchitecture() {
    return DebianNames.architecture(this);
  }

  /**
   * What cross's images and build arguments hold in {@code CROSS_DEB_ARCH}: the Debian architecture
   * and, for other systems, dpkg's tuple such as {@code musl-linux-arm64}.
   */
  public Optional<String> crossDebArch() {
    return DebianNames.crossDebArch(this);
  }

  /**
   * The prefix of GNU tools for it: {@code arm-linux-gnueabihf}, {@code x86_64-w64-mingw32}, {@code
   * aarch64-linux-musl}. Linux and Windows (GNU) only.
   */
  public Optional<String> gnuTriplet() {
    return DebianNames.gnuTriplet(this);
  }

  /** Equal for names that differ only in case, {@code -} and {@code _}. */
  public String canonical() {
    return canonical(name);
  }

  /** {@link #canonical()} of any word. */
  public static String canonical(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  @Override
  public int compareTo(TargetTriple other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
