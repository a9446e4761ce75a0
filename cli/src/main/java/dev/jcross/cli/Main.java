package dev.jcross.cli;

import dev.jcross.cli.command.OwnCommands;
import dev.jcross.cli.console.Console;
import dev.jcross.cli.console.Signals;
import dev.jcross.host.HostFacts;
import dev.jcross.image.BuiltinRecipes;
import dev.jcross.invocation.Invocation;
import dev.jcross.problem.ExitStatus;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Wires everything, and is the only place that ends the process. */
public final class Main {
  private Main() {}

  /** Runs one command line. */
  public static void main(String[] arguments) {
    var signals = Signals.install(System::exit);
    System.exit(run(List.of(arguments), signals));
  }

  private static int run(List<String> words, Signals signals) {
    var host = HostFacts.read();
    var output = stream(FileDescriptor.out);
    var console = new Console(output, stream(FileDescriptor.err), host, colour(words));
    try {
      if (OwnCommands.isOwn(words)) {
        var context =
            new OwnCommands.Context(
                host,
                console,
                Version.text(),
                BuiltinRecipes::load,
                () -> CargoRun.engine(host),
                CargoRun.sweep());
        return OwnCommands.run(words, context);
      }
      var invocation = Invocation.parse(words);
      OwnCommands.refuseMisspelt(invocation);
      var planning = new Planning(host, BuiltinRecipes.load());
      return new CargoRun(host, planning, console, signals).run(invocation);
    } catch (ProblemException e) {
      console.problems(e.problems());
      return e.exitStatus().code();
    } catch (RuntimeException | StackOverflowError e) {
      return bug(e, console);
    } finally {
      output.flush();
    }
  }

  /** Nothing that a user does may end here; what does is ours to mend. */
  private static int bug(Throwable e, Console console) {
    var lines = new java.util.ArrayList<String>();
    lines.add(e.toString());
    for (var frame : e.getStackTrace()) {
      lines.add("at " + frame);
      if (lines.size() > 12) {
        break;
      }
    }
    console.problems(
        List.of(
            Problem.error(
                    ProblemCode.BUG, "jcross " + Version.text() + " came upon a bug of its own")
                .with(lines)
                .help("please report these lines and the command that led to them")));
    return ExitStatus.BUG.code();
  }

  private static String colour(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      var word = words.get(i);
      if (word.equals("--")) {
        break;
      }
      if (word.startsWith("--color=")) {
        return word.substring("--color=".length());
      }
      if (word.equals("--color") && i + 1 < words.size()) {
        return words.get(i + 1);
      }
    }
    return "auto";
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
