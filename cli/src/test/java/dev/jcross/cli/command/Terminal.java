package dev.jcross.cli.command;

import dev.jcross.cli.console.Console;
import dev.jcross.cli.console.Progress;
import dev.jcross.engine.ContainerEngine;
import dev.jcross.host.HostFacts;
import dev.jcross.image.BuiltinRecipes;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** What a user sees, 80 columns wide and without colours. */
final class Terminal {
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final Map<String, String> environment = new TreeMap<>();
  private Path directory = Path.of("/usr");
  private Supplier<ContainerEngine> engine = Terminal::noEngine;
  private HostFacts.Terminal screen = new HostFacts.Terminal(false, false, false, 80);

  Terminal in(Path workingDirectory) {
    directory = workingDirectory;
    return this;
  }

  Terminal variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** A real one, not a pipe. */
  Terminal wide(int columns) {
    screen = new HostFacts.Terminal(false, true, false, columns);
    return this;
  }

  Terminal engine(ContainerEngine running) {
    engine = () -> running;
    return this;
  }

  Terminal engineBy(Supplier<ContainerEngine> other) {
    engine = other;
    return this;
  }

  private static ContainerEngine noEngine() {
    throw Problem.error(ProblemCode.ENGINE_MISSING, "no container engine found")
        .with(List.of("looked for: /var/run/docker.sock"))
        .help("sudo apt-get install docker.io")
        .asException();
  }

  OwnCommands.Context context() {
    var host =
        new HostFacts(
            directory,
            Path.of("/nowhere"),
            Path.of("/nowhere/.cache/jcross"),
            environment,
            new HostFacts.User(1000, 1000, "ferris"),
            screen,
            "linux",
            "x86_64");
    var console = new Console(stream(output), stream(errors), host, "never");
    return new OwnCommands.Context(
        host,
        console,
        "1.2.3",
        BuiltinRecipes::load,
        engine,
        () -> new Progress(console, false, false, () -> 80, InstantSource.system()),
        () -> {
          throw new AssertionError("nothing runs in containers");
        },
        List.of("false"),
        List.of("true"));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** Types a command line, as Main does it. */
  Screen type(String... words) {
    var context = context();
    return call(() -> OwnCommands.run(List.of(words), context), context);
  }

  /** Runs a command that was wired by the test. */
  Screen call(Callable<Integer> command, OwnCommands.Context context) {
    int status;
    try {
      status = command.call();
    } catch (ProblemException e) {
      context.console().problems(e.problems());
      status = e.exitStatus().code();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return new Screen(
        status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  /** What is there when the command has ended. */
  record Screen(int status, String output, String errors) {}
}
