package dev.jcross.target;

import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What to build for: a triple, and the glibc to link against if the user named one; or a
 * specification of the user's own.
 *
 * @param triple of a specification, the name of its file
 * @param glibc such as {@code 2.17}, from a suffix of the triple
 * @param specification the path of a JSON file, as written
 * @param formerly the name that was typed, which rustc knows no more
 */
public record Target(
    TargetTriple triple,
    Optional<String> glibc,
    Optional<String> specification,
    Optional<String> formerly) {
  private static final String JSON = ".json";

  /** What cargo takes for the name of the machine's own target. */
  private static final String HOST = "host-tuple";

  /** Not every dot starts a version: {@code thumbv8m.base-none-eabi}. */
  private static final Pattern SUFFIXED = Pattern.compile("(.+?-.+?)\\.([0-9].*|)");

  public Target {
    Objects.requireNonNull(triple);
    Objects.requireNonNull(glibc);
    Objects.requireNonNull(specification);
    Objects.requireNonNull(formerly);
    if (glibc.isPresent() && !(triple.usesGlibc() && GlibcVersions.isVersion(glibc.get()))) {
      throw new IllegalArgumentException("no glibc of " + triple + ": " + glibc.get());
    }
  }

  public static Target of(TargetTriple triple) {
    return new Target(triple, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same with another version of glibc, or none. */
  public Target with(Optional<String> other) {
    return new Target(triple, other, specification, formerly);
  }

  /** The same, whatever it was called. */
  public Target current() {
    return new Target(triple, glibc, specification, Optional.empty());
  }

  /**
   * Reads a triple with or without a glibc version, {@code aarch64-unknown-linux-gnu.2.17}, or the
   * path of a specification, {@code boards/mine.json}. A name that rustc once had for a target
   * stands for it, and cargo's {@code host-tuple} is taken, too, for {@link #on} to replace.
   *
   * @throws ProblemException TARGET_UNKNOWN if rustc knows no such triple, or if the version makes
   *     no sense with it
   */
  public static Target parse(String text) {
    if (text.endsWith(JSON)) {
      return specified(text);
    }
    if (text.equals(HOST)) {
      return of(new TargetTriple(HOST));
    }
    var renamed = TargetTriple.renamed(text);
    if (renamed.isPresent()) {
      return new Target(renamed.get(), Optional.empty(), Optional.empty(), Optional.of(text));
    }
    var suffixed = SUFFIXED.matcher(text);
    if (TargetTriple.isKnown(text) || !suffixed.matches()) {
      return of(TargetTriple.parse(text));
    }
    var triple = TargetTriple.parse(suffixed.group(1));
    var version = suffixed.group(2);
    if (!triple.usesGlibc()) {
      throw Problem.error(
              ProblemCode.TARGET_UNKNOWN,
              "'" + text + "' names a glibc version, but " + triple + " does not use glibc")
          .help("write '" + triple + "'")
          .asException();
    }
    if (!GlibcVersions.isVersion(version)) {
      throw Problem.error(
              ProblemCode.TARGET_UNKNOWN, "'" + version + "' in '" + text + "' is no glibc version")
          .help("write it like '" + triple + ".2.17'")
          .asException();
    }
    var versions = GlibcVersions.of(triple);
    versions
        .complaint(version)
        .ifPresent(
            complaint -> {
              throw Problem.error(
                      ProblemCode.TARGET_UNKNOWN,
                      "glibc " + version + " in '" + text + "' " + complaint)
                  .help("take one of " + versions)
                  .asException();
            });
    return new Target(triple, Optional.of(version), Optional.empty(), Optional.empty());
  }

  /**
   * The target itself, or for {@code host-tuple} what a container on such a machine runs.
   *
   * @param architecture as Rust names it: {@code x86_64} or {@code aarch64}
   */
  public Target on(String architecture) {
    return triple.name().equals(HOST) ? of(TargetTriple.ofHost(architecture)) : this;
  }

  private static Target specified(String path) {
    var file = path.substring(path.lastIndexOf('/') + 1);
    var name = file.substring(0, file.length() - JSON.length());
    if (!TargetTriple.isShapedLikeOne(name)) {
      throw Problem.error(
              ProblemCode.TARGET_UNKNOWN, "'" + name + "' cannot be the name of a target")
          .help("take letters, digits, '-', '_' and '.' for the name of the specification")
          .asException();
    }
    return new Target(
        new TargetTriple(name), Optional.empty(), Optional.of(path), Optional.empty());
  }

  /** As typed: {@code aarch64-unknown-linux-gnu.2.17}. */
  @Override
  public String toString() {
    return triple.name() + glibc.map(version -> "." + version).orElse("");
  }
}
