package dev.jcross.cli;

import dev.jcross.cli.command.Answers;
import dev.jcross.cli.command.OwnCommands;
import dev.jcross.cli.console.Console;
import dev.jcross.cli.console.Signals;
import dev.jcross.host.HostFacts;
import dev.jcross.image.BuiltinRecipes;
import dev.jcross.invocation.Work;
import dev.jcross.plan.HostAction;
import dev.jcross.problem.ExitStatus;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Wires everything, and is the only place that ends the process. */
public final class Main {
  private Main() {}

  /** Runs one command line. */
  public static void main(String[] arguments) {
    var signals = Signals.install(System::exit);
    System.exit(run(List.of(arguments), signals));
  }

  private static int run(List<String> words, Signals signals) {
    return run(
        words, HostFacts.read(), stream(FileDescriptor.out), stream(FileDescriptor.err), signals);
  }

  /**
   * Runs one command line for a host that need not be this one, and returns its exit status.
   *
   * @param output what jcross itself prints; a container's output goes to the process's own streams
   */
  public static int run(
      List<String> words, HostFacts host, PrintStream output, PrintStream errors, Signals signals) {
    var console = new Console(output, errors, host, Voice.early(words, host));
    try {
      var context =
          new OwnCommands.Context(
              host,
              console,
              Version.text(),
              BuiltinRecipes::load,
              () -> CargoRun.engine(host),
              () -> CargoRun.progress(host, signals, false, false, console),
              () -> CargoRun.surroundings(host, signals, Optional.empty()),
              CargoRun.again(),
              CargoRun.sweep());
      return OwnCommands.isOwn(words)
          ? OwnCommands.run(words, context)
          : run(words, context, signals);
    } catch (ProblemException e) {
      console.problems(e.problems());
      return e.exitStatus().code();
    } catch (RuntimeException | StackOverflowError e) {
      return bug(e, console);
    } finally {
      output.flush();
    }
  }

  private static int run(List<String> words, OwnCommands.Context context, Signals signals) {
    var host = context.host();
    var planning = new Planning(host, BuiltinRecipes.load());
    var invocation = planning.parse(words);
    if (invocation.work() instanceof Work.HostCargo(var forCargo)) {
      return new HostCargo(host, signals).run(new HostAction.Cargo(forCargo));
    }
    var question = invocation.question();
    if (question.isPresent()) {
      return Answers.to(question.get(), invocation, () -> planning.aliases(invocation), context);
    }
    OwnCommands.refuseMisspelt(invocation);
    return new CargoRun(host, planning, context.console(), signals).run(invocation);
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

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
