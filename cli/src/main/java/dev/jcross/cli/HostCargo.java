package dev.jcross.cli;

import dev.jcross.cli.console.Signals;
import dev.jcross.host.HostFacts;
import dev.jcross.plan.HostAction;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;

/** Runs this machine's own cargo, which nothing but {@code --host} does. */
final class HostCargo {
  private final HostFacts host;
  private final Signals signals;

  HostCargo(HostFacts host, Signals signals) {
    this.host = host;
    this.signals = signals;
  }

  /**
   * Runs it here, with this process's streams.
   *
   * @return its exit status; 128 and the signal's number if it was killed
   */
  int run(HostAction.Cargo action) {
    var command = new ArrayList<>(action.command());
    command.set(0, find().toString());
    try {
      var process = new ProcessBuilder(command).inheritIO().start();
      try (var _ = signals.listen(name -> pass(name, process))) {
        return process.waitFor();
      }
    } catch (IOException e) {
      throw Problem.error(
              ProblemCode.FILE, "this machine's cargo cannot be started: " + e.getMessage())
          .at(Place.of(command.getFirst()))
          .asException();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Cargo hears the keys of a terminal itself. */
  private void pass(String signal, Process process) {
    if (signal.equals("INT") && host.terminal().stdin()) {
      return;
    }
    try {
      var _ = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
    } catch (IOException e) {
      process.destroy();
    }
  }

  private Path find() {
    return host.program("cargo", "cargo.exe").orElseThrow(HostCargo::missing);
  }

  private static ProblemException missing() {
    return Problem.error(
            ProblemCode.CARGO_MISSING, "this machine has no cargo, which --host asks for")
        .help(
            "leave --host out: then cargo runs in the container\nor install one: https://rustup.rs")
        .asException();
  }
}
