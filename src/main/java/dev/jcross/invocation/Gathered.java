package dev.jcross.invocation;

import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a walk over the words has found so far, and what was wrong with it. */
final class Gathered {
  final List<Problem> problems = new ArrayList<>();
  final List<Argument> leading = new ArrayList<>();
  final List<Argument> arguments = new ArrayList<>();
  final Set<Target> targets = new LinkedHashSet<>();
  final List<String> messageFormats = new ArrayList<>();
  @Nullable AttestWords attest;
  @Nullable String subcommand;
  @Nullable String color;
  @Nullable String maxGlibc;
  boolean fresh;

  private @Nullable String toolchain;
  private @Nullable String directory;
  private @Nullable String manifestPath;
  private @Nullable String targetDirectory;
  private int verbose;
  private boolean quiet;
  private boolean locked;
  private boolean offline;
  private boolean frozen;

  @Nullable String canonical() {
    return subcommand == null ? null : Subcommands.canonical(subcommand);
  }

  /** Whether the flags are those of a program that does not come with cargo. */
  boolean isOfAnotherProgram() {
    return subcommand != null && !Subcommands.isKnown(subcommand);
  }

  void keep(Argument argument) {
    (subcommand == null ? leading : arguments).add(argument);
  }

  /** Hears of a long flag that stays where it is. */
  void note(String flag) {
    switch (flag) {
      case "--verbose" -> verbose++;
      case "--quiet" -> quiet = true;
      case "--locked" -> locked = true;
      case "--offline" -> offline = true;
      case "--frozen" -> frozen = true;
      default -> {}
    }
  }

  /** Hears of a letter of a short flag. */
  void note(char letter) {
    verbose += letter == 'v' ? 1 : 0;
    quiet |= letter == 'q';
  }

  void toolchain(String name) {
    ToolchainWord.check(name).ifPresent(problems::add);
    if (toolchain != null && !toolchain.equals(name)) {
      problems.add(
          Problem.error(
                  ProblemCode.USAGE,
                  "two toolchains are named, '" + toolchain + "' and '" + name + "'")
              .help("leave out '+" + name + "'"));
    }
    toolchain = name;
  }

  void directory(@Nullable String path) {
    directory = once("-C", directory, path);
  }

  void manifestPath(@Nullable String path) {
    manifestPath = once("--manifest-path", manifestPath, path);
  }

  void targetDirectory(@Nullable String path) {
    targetDirectory = once("--target-dir", targetDirectory, path);
  }

  private @Nullable String once(String flag, @Nullable String before, @Nullable String now) {
    if (before != null && now != null) {
      problems.add(
          Problem.error(ProblemCode.USAGE, "'" + flag + "' is given twice")
              .help("leave out '" + flag + " " + before + "'"));
    }
    return now;
  }

  /** What decides which files of cargo's configuration count. */
  Aliases.Where where() {
    return new Aliases.Where(Optional.ofNullable(directory), Invocation.configs(leading));
  }

  /** {@code install} alone names its project by the directory. */
  private void takeInstalledProject() {
    if (!"install".equals(subcommand)) {
      return;
    }
    for (var argument : List.copyOf(arguments)) {
      if (argument.isAny("--path")) {
        argument.value().ifPresent(path -> manifestPath = path + "/Cargo.toml");
        arguments.remove(argument);
      }
    }
  }

  /**
   * The whole.
   *
   * @throws ProblemException with all that was wrong
   */
  Invocation invocation(Work work) {
    if (verbose > 0 && quiet) {
      problems.add(
          Problem.error(ProblemCode.USAGE, "'--verbose' and '--quiet' exclude each other")
              .help("leave out one of them"));
    }
    var attested =
        attest == null ? Optional.<AttestFlags>empty() : attest.flags(canonical(), problems);
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return new Invocation(
        Optional.ofNullable(toolchain),
        Optional.ofNullable(directory),
        work,
        List.copyOf(targets),
        Optional.ofNullable(manifestPath),
        Optional.ofNullable(targetDirectory),
        Optional.ofNullable(color),
        messageFormats.isEmpty() ? Optional.empty() : Optional.of(String.join(",", messageFormats)),
        quiet ? -1 : verbose,
        locked,
        offline,
        frozen,
        fresh,
        Optional.ofNullable(maxGlibc),
        attested);
  }

  /** Cargo, as far as it was found. */
  Work.Cargo cargo(@Nullable List<String> rest) {
    takeInstalledProject();
    return new Work.Cargo(
        leading, Optional.ofNullable(subcommand), arguments, Optional.ofNullable(rest));
  }
}
