package dev.jcross.cli.command;

import dev.jcross.host.HostFacts;
import dev.jcross.invocation.Invocation;
import dev.jcross.invocation.Subcommands;
import dev.jcross.target.TargetTriple;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What jcross answers where cargo would without a subcommand; no engine is asked. */
public final class Answers {
  private static final String INDENT = "    ";

  private Answers() {}

  /**
   * Answers and returns the exit status.
   *
   * @param aliases the names of the user's aliases, sorted
   */
  public static int to(
      Invocation.Question question,
      Invocation invocation,
      Supplier<Set<String>> aliases,
      OwnCommands.Context context) {
    return switch (question) {
      case VERSION -> {
        version(invocation.verbosity() > 0, context);
        yield 0;
      }
      case LIST -> {
        list(aliases.get(), context);
        yield 0;
      }
      case HELP -> OwnCommands.run(List.of("--help"), context);
    };
  }

  private static void version(boolean verbose, OwnCommands.Context context) {
    var console = context.console();
    console.print("jcross " + context.version());
    if (verbose) {
      console.print("release: " + context.version());
      console.print("host: " + TargetTriple.ofHost(context.host().architecture()));
      console.print("os: " + system(context.host()));
      console.print("java: " + Runtime.version());
    }
  }

  private static String system(HostFacts host) {
    return host.operatingSystem() + " " + host.architecture();
  }

  private static void list(Set<String> aliases, OwnCommands.Context context) {
    var console = context.console();
    console.print("Commands of jcross's own:");
    OwnCommands.shown(OwnCommands.commandLine(context)).keySet().stream()
        .map(INDENT::concat)
        .forEach(console::print);
    console.print("");
    console.print("Commands of cargo's, in the container:");
    Subcommands.known().stream().map(INDENT::concat).forEach(console::print);
    console.print(INDENT + "and every program cargo-<name> that the image or 'tools' hold");
    if (!aliases.isEmpty()) {
      console.print("");
      console.print("Aliases of yours:");
      aliases.stream().map(INDENT::concat).forEach(console::print);
    }
  }
}
