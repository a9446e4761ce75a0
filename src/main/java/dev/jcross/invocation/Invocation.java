package dev.jcross.invocation;

import dev.jcross.problem.ProblemException;
import dev.jcross.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One command line, taken apart. {@code cargo <leading> <subcommand> <arguments> -- <rest>} is what
 * the user typed, less what stands only in fields of its own: the toolchain, {@code -C}, {@code
 * --target}, {@code --manifest-path}, {@code --target-dir} and jcross's own flags.
 *
 * <p>Every other flag stays where it was, also if a field tells of it: {@code -v}, {@code -q},
 * {@code --color}, {@code --message-format}, {@code --locked}, {@code --offline} and {@code
 * --frozen}.
 *
 * @param toolchain what followed {@code +}
 * @param directory {@code -C}: where everything happens, and what all paths are relative to
 * @param work what is to be run; {@link #subcommand()} and the like read it if it is cargo
 * @param targets in the order typed, without repetitions; may be empty
 * @param color the value of {@code --color}: auto, always or never
 * @param messageFormat the value of {@code --message-format}; several are joined by commas
 * @param verbosity how often {@code -v}; -1 for {@code -q}
 * @param fresh {@code --fresh}: a container of its own, ended with the command
 * @param maxGlibc {@code --max-glibc}: the newest glibc that results may need, such as 2.28
 * @param attest {@code --attest} and what belongs to it
 */
public record Invocation(
    Optional<String> toolchain,
    Optional<String> directory,
    Work work,
    List<Target> targets,
    Optional<String> manifestPath,
    Optional<String> targetDirectory,
    Optional<String> color,
    Optional<String> messageFormat,
    int verbosity,
    boolean locked,
    boolean offline,
    boolean frozen,
    boolean fresh,
    Optional<String> maxGlibc,
    Optional<AttestFlags> attest) {

  private static final Work.Cargo NOTHING =
      new Work.Cargo(List.of(), Optional.empty(), List.of(), Optional.empty());

  public Invocation {
    Objects.requireNonNull(toolchain);
    Objects.requireNonNull(directory);
    Objects.requireNonNull(work);
    targets = List.copyOf(targets);
    Objects.requireNonNull(manifestPath);
    Objects.requireNonNull(targetDirectory);
    Objects.requireNonNull(color);
    Objects.requireNonNull(messageFormat);
    Objects.requireNonNull(maxGlibc);
    Objects.requireNonNull(attest);
  }

  /**
   * Takes a command line apart, as cargo itself would: the value of one of cargo's flags is never
   * taken for the subcommand, and nothing behind the first {@code --} is looked at. Where the
   * subcommand is {@code exec} or {@code shell}, see {@link #parseExec} and {@link #parseShell}.
   *
   * @param words what followed {@code jcross}
   * @param aliases asked for every subcommand that is not cargo's own; what is found is taken apart
   *     in its place
   * @throws ProblemException with everything that is wrong: FLAG_UNKNOWN for a misspelt flag of
   *     jcross's own, FLAG_VALUE, TARGET_UNKNOWN, TOOLCHAIN_NAME, and USAGE for flags that exclude
   *     each other and for aliases that never end
   */
  public static Invocation parse(List<String> words, Aliases aliases) {
    if (CommandWord.is("exec", words)) {
      return parseExec(CommandWord.without(words));
    }
    if (CommandWord.is("shell", words)) {
      return parseShell(CommandWord.without(words));
    }
    return words.contains("--host")
        ? InvocationParser.ofCargo(words, Aliases.NONE)
            .forHost()
            .map(Invocation::onHost)
            .orElseGet(() -> InvocationParser.ofCargo(words, aliases).parse())
        : InvocationParser.ofCargo(words, aliases).parse();
  }

  /** As {@link #parse(List, Aliases)}, where there are no aliases. */
  public static Invocation parse(List<String> words) {
    return parse(words, Aliases.NONE);
  }

  private static Invocation onHost(List<String> words) {
    return new Invocation(
        Optional.empty(),
        Optional.empty(),
        new Work.HostCargo(words),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        false,
        false,
        false,
        false,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Takes apart what followed {@code jcross exec}: jcross's flags, then the program and its
   * arguments, from the first bare word or from behind {@code --}. The plan is made as for cargo:
   *
   * <pre>{@code
   * var invocation = Invocation.parseExec(List.of("--target", "aarch64-unknown-linux-gnu", "--", "uname", "-m"));
   * var plan = planning.plan(invocation);
   * }</pre>
   *
   * <p>The program runs in the container of the compile phase: sealed unless {@code network} is
   * set, with input and terminal; what the project's crates need is fetched before, unless {@code
   * --offline} is given.
   *
   * @param words may hold {@code +toolchain}, {@code --target}, {@code --manifest-path}, {@code
   *     --target-dir}, {@code --fresh}, {@code --locked}, {@code --offline}, {@code --frozen},
   *     {@code -v}, {@code -q}, {@code --color}
   * @throws ProblemException as {@link #parse}, FLAG_UNKNOWN for every other flag, and USAGE if no
   *     program is named
   */
  public static Invocation parseExec(List<String> words) {
    return InvocationParser.ofExec(words).parse();
  }

  /**
   * Takes apart what followed {@code jcross shell}: the flags of {@link #parseExec}, and nothing
   * else. The container's shell runs where the program of {@code exec} would.
   *
   * @throws ProblemException as {@link #parse}, FLAG_UNKNOWN for every other flag, and USAGE for
   *     every other word
   */
  public static Invocation parseShell(List<String> words) {
    return InvocationParser.ofShell(words).parse();
  }

  private Work.Cargo cargo() {
    return work instanceof Work.Cargo cargo ? cargo : NOTHING;
  }

  /** See {@link Work.Cargo}; empty for other work. */
  public List<Argument> leading() {
    return cargo().leading();
  }

  /** See {@link Work.Cargo}; empty for other work. */
  public Optional<String> subcommand() {
    return cargo().subcommand();
  }

  /** The subcommand, with cargo's built-in aliases resolved: {@code build} for {@code b}. */
  public Optional<String> canonicalSubcommand() {
    return subcommand().map(Subcommands::canonical);
  }

  /** See {@link Work.Cargo}; empty for other work. */
  public List<Argument> arguments() {
    return cargo().arguments();
  }

  /** See {@link Work.Cargo}; empty for other work. */
  public Optional<List<String>> rest() {
    return cargo().rest();
  }

  /** Whether one of these flags stands behind the subcommand. */
  public boolean has(String... flags) {
    return arguments().stream().anyMatch(argument -> argument.isAny(flags));
  }

  /**
   * The values of {@code --config}, in order. Behind the name of a program that does not come with
   * cargo the flag is that program's, and means whatever it means there.
   */
  public List<String> configs() {
    var all = new ArrayList<>(configs(leading()));
    if (isCargos()) {
      all.addAll(configs(arguments()));
    }
    return all;
  }

  static List<String> configs(List<Argument> arguments) {
    return arguments.stream()
        .filter(argument -> argument.isAny("--config"))
        .flatMap(argument -> argument.value().stream())
        .toList();
  }

  /** Whether the subcommand comes with every toolchain, so that its flags are known. */
  public boolean isCargos() {
    return subcommand().filter(Subcommands::isKnown).isPresent();
  }

  /** What is asked for without a subcommand; jcross answers it itself. */
  public enum Question {
    VERSION,
    LIST,
    HELP
  }

  /** The question that stands in place of a subcommand, as cargo ranks them. */
  public Optional<Question> question() {
    if (!(work instanceof Work.Cargo) || subcommand().isPresent()) {
      return Optional.empty();
    }
    if (asks("--version", 'V')) {
      return Optional.of(Question.VERSION);
    }
    if (leading().stream().anyMatch(argument -> argument.isAny("--list"))) {
      return Optional.of(Question.LIST);
    }
    // Cargo takes --explain and -Z help without a subcommand.
    return leading().stream().noneMatch(argument -> argument.isAny("--explain", "-Z"))
            || asks("--help", 'h')
        ? Optional.of(Question.HELP)
        : Optional.empty();
  }

  private boolean asks(String flag, char letter) {
    return leading().stream()
        .filter(argument -> argument.value().isEmpty())
        .map(Argument::flag)
        .anyMatch(
            given -> given.equals(flag) || (!given.startsWith("--") && given.indexOf(letter) > 0));
  }

  /** Whether Cargo.lock may not change: {@code --locked} or {@code --frozen}. */
  public boolean keepsLockfile() {
    return locked || frozen;
  }

  /** Whether nothing may be downloaded: {@code --offline} or {@code --frozen}. */
  public boolean staysOffline() {
    return offline || frozen;
  }
}
