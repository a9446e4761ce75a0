package dev.jcross.plan;

import dev.jcross.invocation.Argument;
import dev.jcross.invocation.Invocation;
import dev.jcross.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The cargo command lines that a user's command line stands for. */
final class CargoCommand {
  /** Say how cargo is to work, whatever it does. */
  private static final Set<String> EVERYWHERE =
      Set.of("--config", "-Z", "--lockfile-path", "--locked");

  /** What {@code publish} knows and {@code package} does not. */
  private static final Set<String> PUBLISHING = Set.of("--dry-run", "-n", "--token");

  private final Invocation invocation;
  private final Optional<String> target;
  private final Optional<String> manifestPath;
  private final List<Argument> leading;
  private final List<Argument> arguments;
  private final List<String> additions;

  /**
   * @param target empty if the command knows none
   * @param manifestPath as seen in the container, if the user named one
   * @param arguments behind the subcommand, with the host's paths
   * @param paths how the arguments' paths are seen there
   * @param additions flags of the settings, for commands that compile
   */
  CargoCommand(
      Invocation invocation,
      Optional<Target> target,
      Optional<String> manifestPath,
      List<Argument> arguments,
      PathArguments paths,
      List<String> additions) {
    this.invocation = invocation;
    this.additions = additions;
    this.target = target.map(paths::target);
    this.manifestPath = manifestPath;
    this.leading = paths.inside(invocation.leading());
    this.arguments = invocation.isCargos() ? paths.inside(arguments) : List.copyOf(arguments);
  }

  /** What the user typed. */
  List<String> asAsked() {
    return withRest(command(invocation.subcommand(), arguments));
  }

  private List<String> withRest(List<String> command) {
    invocation
        .rest()
        .ifPresent(
            rest -> {
              command.add("--");
              command.addAll(rest);
            });
    return command;
  }

  /** Compiles what {@link #asAsked} will run, and runs none of it. */
  List<String> compileOnly(String canonical) {
    var flags = new ArrayList<>(arguments);
    flags.removeIf(Argument::isBare);
    // Doctests are compiled as they run; the library is what can be compiled before.
    boolean documentation = flags.removeIf(argument -> argument.isAny("--doc"));
    if (canonical.equals("run") || documentation) {
      flags.removeIf(argument -> argument.isAny("--no-fail-fast"));
      return command(Optional.of("build"), flags);
    }
    flags.addFirst(Argument.of("--no-run"));
    return command(Optional.of(canonical), flags);
  }

  /** Packs and compiles what {@link #upload} will upload. */
  List<String> verify() {
    var flags = new ArrayList<>(arguments);
    flags.removeIf(argument -> PUBLISHING.contains(argument.flag()));
    return command(Optional.of("package"), flags);
  }

  /** Uploads without compiling. */
  List<String> upload() {
    var flags = new ArrayList<>(arguments);
    flags.removeIf(argument -> argument.isAny("--no-verify"));
    flags.addFirst(Argument.of("--no-verify"));
    return command(Optional.of("publish"), flags);
  }

  /** What else decides on the crates that are needed, besides the project's files. */
  List<String> choosing() {
    var words = new ArrayList<>(Argument.words(leading));
    words.addAll(Argument.words(everywhere()));
    words.addAll(additions);
    return words;
  }

  private List<Argument> everywhere() {
    return invocation.isCargos()
        ? arguments.stream().filter(argument -> EVERYWHERE.contains(argument.flag())).toList()
        : List.of();
  }

  /** Downloads everything that a build for the target, on this host, may need. */
  List<String> fetch(String hostTriple) {
    var flags = new ArrayList<Argument>();
    target
        .filter(name -> !name.equals(hostTriple))
        .ifPresent(name -> flags.add(Argument.of("--target", hostTriple)));
    flags.addAll(everywhere());
    var command = command(Optional.of("fetch"), flags);
    if (invocation.keepsLockfile() && !command.contains("--locked")) {
      command.add("--locked");
    }
    if (invocation.verbosity() < 0) {
      command.add("--quiet");
    }
    invocation.color().ifPresent(color -> command.addAll(List.of("--color", color)));
    return command;
  }

  /**
   * The target in front of all arguments: behind a program's name cargo would hand it to that
   * program.
   */
  private List<String> command(Optional<String> subcommand, List<Argument> behind) {
    var command = new ArrayList<String>();
    command.add("cargo");
    command.addAll(Argument.words(leading));
    subcommand.ifPresent(
        word -> {
          command.add(word);
          target.ifPresent(name -> command.addAll(List.of("--target", name)));
          manifestPath.ifPresent(path -> command.addAll(project(word, path)));
          if (Subcommand.compiles(word)) {
            command.addAll(additions);
          }
        });
    command.addAll(Argument.words(behind));
    return command;
  }

  /** {@code install} alone wants the directory. */
  private static List<String> project(String subcommand, String manifest) {
    return subcommand.equals("install")
        ? List.of("--path", manifest.substring(0, manifest.lastIndexOf('/')))
        : List.of("--manifest-path", manifest);
  }
}
