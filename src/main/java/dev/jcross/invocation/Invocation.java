package dev.jcross.invocation;

import dev.jcross.problem.ProblemException;
import dev.jcross.target.Target;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One command line, taken apart. {@code cargo <leading> <subcommand> <arguments> -- <rest>} is what
 * the user typed, less what stands only in fields of its own: the toolchain, {@code --target},
 * {@code --manifest-path}, {@code --target-dir} and jcross's own flags.
 *
 * <p>Every other flag stays where it was, also if a field tells of it: {@code -v}, {@code -q},
 * {@code --color}, {@code --message-format}, {@code --locked}, {@code --offline} and {@code
 * --frozen}.
 *
 * @param toolchain what followed {@code +}
 * @param work what is to be run; {@link #subcommand()} and the like read it if it is cargo
 * @param targets in the order typed, without repetitions; may be empty
 * @param color the value of {@code --color}: auto, always or never
 * @param messageFormat the value of {@code --message-format}; several are joined by commas
 * @param verbosity how often {@code -v}; -1 for {@code -q}
 * @param fresh {@code --fresh}: a container of its own, ended with the command
 */
public record Invocation(
    Optional<String> toolchain,
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
    boolean fresh) {

  private static final Work.Cargo NOTHING =
      new Work.Cargo(List.of(), Optional.empty(), List.of(), Optional.empty());

  public Invocation {
    Objects.requireNonNull(toolchain);
    Objects.requireNonNull(work);
    targets = List.copyOf(targets);
    Objects.requireNonNull(manifestPath);
    Objects.requireNonNull(targetDirectory);
    Objects.requireNonNull(color);
    Objects.requireNonNull(messageFormat);
  }

  /**
   * Takes a command line apart, as cargo itself would: the value of one of cargo's flags is never
   * taken for the subcommand, and nothing behind the first {@code --} is looked at.
   *
   * @param words what followed {@code jcross}
   * @throws ProblemException with everything that is wrong: FLAG_UNKNOWN for a misspelt flag of
   *     jcross's own, FLAG_VALUE, TARGET_UNKNOWN, TOOLCHAIN_NAME, and USAGE for flags that exclude
   *     each other
   */
  public static Invocation parse(List<String> words) {
    return InvocationParser.ofCargo(words).parse();
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
  public List<String> leading() {
    return cargo().leading();
  }

  /** See {@link Work.Cargo}; empty for other work. */
  public Optional<String> subcommand() {
    return cargo().subcommand();
  }

  /** See {@link Work.Cargo}; empty for other work. */
  public List<String> arguments() {
    return cargo().arguments();
  }

  /** See {@link Work.Cargo}; empty for other work. */
  public Optional<List<String>> rest() {
    return cargo().rest();
  }

  /** The subcommand, with cargo's built-in aliases resolved: {@code build} for {@code b}. */
  public Optional<String> canonicalSubcommand() {
    return subcommand().map(Subcommands::canonical);
  }

  /** The arguments that are flags or values of flags: no names of tests. */
  public List<String> argumentsWithoutNames() {
    var flags = new java.util.ArrayList<String>();
    var canonical = canonicalSubcommand().orElse(null);
    boolean valueFollows = false;
    for (var word : arguments()) {
      if (word.startsWith("-") && word.length() > 1) {
        flags.add(word);
        valueFollows = valueFollows(word, canonical);
      } else {
        if (valueFollows) {
          flags.add(word);
        }
        valueFollows = false;
      }
    }
    return flags;
  }

  /** Whether the next word is the flag's value; of joined letters the last one decides. */
  private static boolean valueFollows(String flag, @Nullable String canonical) {
    if (flag.startsWith("--")) {
      return !flag.contains("=") && CargoFlags.takesValue(flag, canonical);
    }
    for (int i = 1; i < flag.length() - 1; i++) {
      if (CargoFlags.takesValue(flag.charAt(i), canonical)) {
        return false;
      }
    }
    return CargoFlags.takesValue(flag.charAt(flag.length() - 1), canonical);
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
