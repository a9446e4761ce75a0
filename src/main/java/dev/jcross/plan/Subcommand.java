package dev.jcross.plan;

import dev.jcross.invocation.Invocation;
import dev.jcross.invocation.Work;
import java.util.Set;

/** What a cargo subcommand needs, which decides its phase. */
enum Subcommand {
  /** Compiles, and runs nothing that it made. */
  COMPILE,
  /** Compiles, then runs the program. */
  RUN,
  /** Compiles, then runs tests or benchmarks. */
  TEST,
  /** Reads or changes manifests and downloads; runs no code of the project. */
  FETCH,
  /** Like FETCH, and needs no project. */
  ANYWHERE,
  /** Not cargo, but a program or shell that may call it; needs no project. */
  OWN;

  private static final Set<String> FETCHING =
      Set.of(
          "fetch",
          "update",
          "add",
          "remove",
          "generate-lockfile",
          "vendor",
          "tree",
          "metadata",
          "pkgid",
          "locate-project",
          "verify-project",
          "read-manifest",
          "report");

  private static final Set<String> PROJECTLESS =
      Set.of("new", "init", "search", "info", "help", "version", "login", "logout", "owner");

  /** Those that know {@code --target}; others are told by {@code CARGO_BUILD_TARGET}. */
  private static final Set<String> TARGETED =
      Set.of(
          "build", "check", "clippy", "doc", "test", "bench", "run", "rustc", "rustdoc", "fix",
          "fetch", "tree", "clean", "package");

  /** Those that never read what is typed; of others nobody knows. */
  private static final Set<String> WITHOUT_INPUT =
      Set.of(
          "build", "check", "clippy", "doc", "test", "bench", "rustc", "rustdoc", "fix", "clean",
          "package", "fmt");

  static Subcommand of(Invocation invocation) {
    return switch (invocation.work()) {
      case Work.Cargo cargo -> of(invocation.canonicalSubcommand().orElse(""));
      case Work.Command command -> OWN;
      case Work.Shell shell -> OWN;
    };
  }

  private static Subcommand of(String canonical) {
    return switch (canonical) {
      case "run" -> RUN;
      case "test", "bench" -> TEST;
      case "" -> ANYWHERE;
      default ->
          FETCHING.contains(canonical)
              ? FETCH
              : PROJECTLESS.contains(canonical) ? ANYWHERE : COMPILE;
    };
  }

  static boolean takesTarget(String canonical) {
    return TARGETED.contains(canonical);
  }

  static boolean readsNoInput(String canonical) {
    return WITHOUT_INPUT.contains(canonical);
  }
}
