package dev.jcross.cli.command;

import dev.jcross.cli.console.Console;
import dev.jcross.cli.console.Progress;
import dev.jcross.engine.ContainerEngine;
import dev.jcross.host.HostFacts;
import dev.jcross.image.BuiltinRecipes;
import dev.jcross.invocation.Invocation;
import dev.jcross.problem.ExitStatus;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.problem.Spelling;
import dev.jcross.run.Surroundings;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** The commands of jcross itself; every other word is cargo's. */
public final class OwnCommands {
  /** Those that a user may want; none is a subcommand of cargo. */
  private static final Set<String> SHOWN =
      Set.of(
          "plan",
          "explain",
          "lock",
          "verify",
          "verify-attestation",
          "bundle",
          "exec",
          "shell",
          "targets",
          "doctor",
          "inspect",
          "images",
          "volumes",
          "containers",
          "sessions",
          "clean-all",
          "completion",
          "help");

  /** They run in a container, as cargo's subcommands do; here is only their help. */
  static final Set<String> IN_CONTAINER = Set.of("exec", "shell");

  private static final Set<String> OTHER = Set.of("__sweep", "--help", "-h");

  /** They take a whole cargo command line, whose flags are not theirs. */
  static final List<String> TAKING_CARGO = List.of("explain", "plan", "verify");

  private static final int LEAST_WIDTH = 60;
  private static final int MOST_WIDTH = 100;

  /**
   * What commands need; what is costly is made only when it is asked for.
   *
   * @param engine connects when first used
   * @param progress draws what is under way until it is closed
   * @param surroundings of what runs in containers
   * @param again starts this program anew; takes its words
   * @param sweep see {@link dev.jcross.run.Surroundings#sweep}
   */
  public record Context(
      HostFacts host,
      Console console,
      String version,
      Supplier<BuiltinRecipes> recipes,
      Supplier<ContainerEngine> engine,
      Supplier<Progress> progress,
      Supplier<Surroundings> surroundings,
      List<String> again,
      List<String> sweep) {
    public Context {
      again = List.copyOf(again);
      sweep = List.copyOf(sweep);
    }
  }

  private OwnCommands() {}

  /** Whether jcross itself answers; an empty command line gets help. */
  public static boolean isOwn(List<String> words) {
    return words.isEmpty()
        || OTHER.contains(words.getFirst())
        || (SHOWN.contains(words.getFirst())
            && (!IN_CONTAINER.contains(words.getFirst()) || asksForHelp(words)));
  }

  /** Whether help is asked for in front of a program, whose own flag it would be. */
  private static boolean asksForHelp(List<String> words) {
    return words.stream()
        .skip(1)
        .takeWhile(word -> word.startsWith("-") && !word.equals("--"))
        .anyMatch(word -> word.equals("--help") || word.equals("-h"));
  }

  /**
   * Stops a misspelt command of jcross's own before it is taken for one of cargo's.
   *
   * @throws ProblemException USAGE with the name that was meant
   */
  public static void refuseMisspelt(Invocation invocation) {
    invocation
        .subcommand()
        .flatMap(word -> Misspelling.ofCommand(word, SHOWN))
        .ifPresent(
            problem -> {
              throw problem.asException();
            });
  }

  /** Runs one of them and returns the exit status. */
  public static int run(List<String> words, Context context) {
    var line = commandLine(context);
    var before = new ArrayList<>(words);
    if (words.isEmpty()) {
      before.add("--help");
    } else if (TAKING_CARGO.contains(words.getFirst())) {
      refuseMisspeltFlag(words, line);
      // picocli would drop the first "--": what is behind it is kept from it.
      int end = words.indexOf("--");
      if (end >= 0) {
        before.subList(end, before.size()).clear();
        PlanCommand.behind(line, words.subList(end, words.size()));
      }
    }
    // picocli would print the stack of what is thrown through it.
    var thrown = new ArrayList<Exception>();
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          thrown.add(failure);
          return ExitStatus.BUG.code();
        });
    int status = line.execute(before.toArray(String[]::new));
    for (var failure : thrown) {
      throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }
    return status;
  }

  private static void refuseMisspeltFlag(List<String> words, CommandLine line) {
    var name = words.getFirst();
    var flags = List.copyOf(subcommand(line, name).getCommandSpec().optionsMap().keySet());
    int end = words.indexOf("--");
    Misspelling.ofFlag(words.subList(1, end < 0 ? words.size() : end), name, flags)
        .ifPresent(
            problem -> {
              throw problem.asException();
            });
  }

  /** The commands for users, sorted by name. */
  static Map<String, CommandLine> shown(CommandLine line) {
    var shown = new TreeMap<>(line.getSubcommands());
    shown.values().removeIf(command -> command.getCommandSpec().usageMessage().hidden());
    return shown;
  }

  static CommandLine commandLine(Context context) {
    var line = new CommandLine(new JcrossCommand(context));
    line.addSubcommand("plan", new PlanCommand(context));
    line.addSubcommand("explain", new ExplainCommand(context));
    line.addSubcommand("lock", new LockCommand(context));
    line.addSubcommand("verify", new VerifyCommand(context));
    line.addSubcommand("verify-attestation", new VerifyAttestationCommand(context));
    line.addSubcommand("bundle", BundleCommand.line(context));
    line.addSubcommand("exec", new ExecCommand());
    line.addSubcommand("shell", new ShellCommand());
    line.addSubcommand("targets", new TargetsCommand(context));
    line.addSubcommand("doctor", new DoctorCommand(context, new ThisMachine(context.host())));
    line.addSubcommand("inspect", new InspectCommand(context));
    var household = new Household(context, InstantSource.system());
    line.addSubcommand("images", new ImagesCommand(household));
    line.addSubcommand("volumes", VolumesCommand.line(household));
    line.addSubcommand("containers", new ContainersCommand(household));
    line.addSubcommand("sessions", new SessionsCommand(household));
    line.addSubcommand("clean-all", new CleanAllCommand(household));
    line.addSubcommand("completion", new CompletionCommand(context));
    line.addSubcommand("help", new HelpCommand(context));
    line.addSubcommand("__sweep", new SweepCommand(context));
    line.getSubcommands().values().forEach(OwnCommands::spread);
    TAKING_CARGO.forEach(
        name -> subcommand(line, name).setUnmatchedOptionsArePositionalParams(true));
    line.setExpandAtFiles(false);
    line.setOut(new PrintWriter(new ConsoleWriter(context.console()), false));
    line.setColorScheme(Help.defaultColorScheme(colours(context.host())));
    line.setUsageHelpWidth(Math.clamp(context.host().terminal().width(), LEAST_WIDTH, MOST_WIDTH));
    line.setParameterExceptionHandler((failure, words) -> refused(failure, context.console()));
    return line;
  }

  /** An empty line between the parts of a help text. */
  private static void spread(CommandLine command) {
    var spec = command.getCommandSpec();
    spec.usageMessage().synopsisHeading("%nUsage: ");
    if (spec.usageMessage().description().length > 0) {
      spec.usageMessage().descriptionHeading("%n");
    }
    if (spec.positionalParameters().isEmpty()) {
      spec.usageMessage().optionListHeading("%n");
    } else {
      spec.usageMessage().parameterListHeading("%n");
    }
    spec.usageMessage().commandListHeading("%nCommands:%n");
    command.getSubcommands().values().forEach(OwnCommands::spread);
  }

  private static CommandLine subcommand(CommandLine line, String name) {
    return java.util.Objects.requireNonNull(line.getSubcommands().get(name));
  }

  private static Help.Ansi colours(HostFacts host) {
    return host.terminal().stdout()
            && host.variable("NO_COLOR").isEmpty()
            && !host.variable("TERM").orElse("dumb").equals("dumb")
        ? Help.Ansi.ON
        : Help.Ansi.OFF;
  }

  private static int refused(CommandLine.ParameterException failure, Console console) {
    var command = failure.getCommandLine();
    var words =
        failure instanceof CommandLine.UnmatchedArgumentException unmatched
            ? unmatched.getUnmatched()
            : List.<String>of();
    var known = new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
    shown(command).keySet().forEach(known::add);
    var name = command.getCommandSpec().qualifiedName();
    console.problems(
        List.of(
            Problem.error(ProblemCode.USAGE, String.valueOf(failure.getMessage()))
                .help(
                    words.stream()
                        .flatMap(word -> Spelling.hint(word, known).stream())
                        .findFirst()
                        .orElse(
                            name.equals("jcross")
                                ? "jcross --help"
                                : name.replaceFirst(" ", " help ")))));
    return ExitStatus.USAGE.code();
  }
}
