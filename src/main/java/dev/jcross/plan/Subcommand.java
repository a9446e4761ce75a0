package dev.jcross.plan;

import dev.jcross.invocation.Invocation;
import dev.jcross.invocation.Subcommands;
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
  /** Packs and compiles, then uploads. */
  PUBLISH,
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
          "read-manifest");

  private static final Set<String> PROJECTLESS =
      Set.of(
          "new", "init", "search", "info", "help", "version", "config", "login", "logout", "owner",
          "yank");

  /** Need no crates: they look at what is there. */
  private static final Set<String> WITHOUT_CRATES = Set.of("clean", "fmt", "report", "uninstall");

  /** Those that know {@code --target}; others are told by {@code CARGO_BUILD_TARGET}. */
  private static final Set<String> TARGETED =
      Set.of(
          "build", "check", "clippy", "doc", "test", "bench", "run", "rustc", "rustdoc", "fix",
          "fetch", "tree", "clean", "package", "publish", "install");

  /** Those that never read what is typed; of others nobody knows. */
  private static final Set<String> WITHOUT_INPUT =
      Set.of(
          "build",
          "check",
          "clippy",
          "doc",
          "test",
          "bench",
          "rustc",
          "rustdoc",
          "fix",
          "clean",
          "package",
          "fmt",
          "install",
          "uninstall",
          "report");

  private static final Set<String> COMPILING =
      Set.of("run", "fix", "fetch", "install", "package", "publish");

  private static final Set<String> SEPARATE =
      Set.of("build", "check", "clippy", "doc", "test", "bench", "rustc", "rustdoc");

  static Subcommand of(Invocation invocation) {
    return switch (invocation.work()) {
      case Work.Cargo cargo -> of(invocation.canonicalSubcommand().orElse(""));
      case Work.Command command -> OWN;
      case Work.Shell shell -> OWN;
      case Work.HostCargo host -> ANYWHERE;
    };
  }

  private static Subcommand of(String canonical) {
    return switch (canonical) {
      case "run" -> RUN;
      case "test", "bench" -> TEST;
      case "publish" -> PUBLISH;
      case "" -> ANYWHERE;
      default ->
          FETCHING.contains(canonical)
              ? FETCH
              : PROJECTLESS.contains(canonical) ? ANYWHERE : COMPILE;
    };
  }

  /** Whether the command makes no sense outside of a project. */
  static boolean needsProject(Invocation invocation) {
    return switch (of(invocation)) {
      case ANYWHERE, OWN -> false;
      case COMPILE ->
          switch (invocation.canonicalSubcommand().orElse("")) {
            case "uninstall" -> false;
            case "install" -> !invocation.has("--list");
            default -> true;
          };
      case RUN, TEST, PUBLISH, FETCH -> true;
    };
  }

  static boolean takesTarget(String canonical) {
    return TARGETED.contains(canonical);
  }

  /** Whether it takes {@code -Zbuild-std}: it compiles, or downloads for what compiles. */
  static boolean compiles(String word) {
    var canonical = Subcommands.canonical(word);
    return SEPARATE.contains(canonical) || COMPILING.contains(canonical);
  }

  /** Whether all that it leaves lies in {@code target/<triple>}. */
  static boolean keepsToItsTarget(String canonical) {
    return SEPARATE.contains(canonical);
  }

  static boolean readsNoInput(String canonical) {
    return WITHOUT_INPUT.contains(canonical);
  }

  static boolean needsCrates(String canonical) {
    return !WITHOUT_CRATES.contains(canonical);
  }
}
