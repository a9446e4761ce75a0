package dev.jcross.plan;

import dev.jcross.invocation.Invocation;
import dev.jcross.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cargo command lines that a user's command line stands for. */
final class CargoCommand {
  private final Invocation invocation;
  private final Optional<Target> target;
  private final Optional<String> manifestPath;

  /**
   * @param target empty if the command knows none
   * @param manifestPath as seen in the container, if the user named one
   */
  CargoCommand(Invocation invocation, Optional<Target> target, Optional<String> manifestPath) {
    this.invocation = invocation;
    this.target = target;
    this.manifestPath = manifestPath;
  }

  /** What the user typed. */
  List<String> asAsked() {
    var command = start(invocation.subcommand());
    command.addAll(invocation.arguments());
    invocation
        .rest()
        .ifPresent(
            rest -> {
              command.add("--");
              command.addAll(rest);
            });
    return command;
  }

  /**
   * Empties both folders of results. Cargo would remove the folders themselves, and cannot, as they
   * are mounts.
   */
  static List<String> cleanEverything() {
    return List.of("find", Mounts.TARGET, Mounts.BUILD, "-mindepth", "1", "-delete");
  }

  /** Compiles what {@link #asAsked} will run, and runs none of it. */
  List<String> compileOnly(String canonical) {
    var flags = new ArrayList<>(invocation.argumentsWithoutNames());
    // Doctests are compiled as they run; the library is what can be compiled before.
    boolean documentation = flags.remove("--doc");
    if (canonical.equals("run") || documentation) {
      flags.remove("--no-fail-fast");
      var command = start(Optional.of("build"));
      command.addAll(flags);
      return command;
    }
    var command = start(Optional.of(canonical));
    command.add("--no-run");
    command.addAll(flags);
    return command;
  }

  /** Downloads everything that a build for the target, on this host, may need. */
  List<String> fetch(String hostTriple) {
    var command = start(Optional.of("fetch"));
    target
        .map(wanted -> wanted.triple().name())
        .filter(name -> !name.equals(hostTriple))
        .ifPresent(name -> command.addAll(List.of("--target", hostTriple)));
    if (invocation.keepsLockfile()) {
      command.add("--locked");
    }
    if (invocation.verbosity() < 0) {
      command.add("--quiet");
    }
    invocation.color().ifPresent(color -> command.addAll(List.of("--color", color)));
    return command;
  }

  /** In front of all else: behind a program's name cargo would hand --target to that program. */
  private List<String> start(Optional<String> subcommand) {
    var command = new ArrayList<String>();
    command.add("cargo");
    command.addAll(invocation.leading());
    subcommand.ifPresent(
        word -> {
          command.add(word);
          target.ifPresent(wanted -> command.addAll(List.of("--target", wanted.triple().name())));
          manifestPath.ifPresent(path -> command.addAll(List.of("--manifest-path", path)));
        });
    return command;
  }
}
