package dev.jcross.invocation;

import dev.jcross.target.Target;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One cargo command line, taken apart. {@code cargo <leading> <subcommand> <arguments> -- <rest>}
 * is what the user typed, less what stands in fields of its own.
 *
 * @param toolchain what followed {@code +}
 * @param leading cargo's flags in front of the subcommand, such as {@code --config k=v}
 * @param subcommand the word as typed ({@code b} stays {@code b}); empty for {@code --version}
 * @param arguments behind the subcommand and in front of {@code --}, without {@code --target},
 *     {@code --manifest-path}, {@code --target-dir} and jcross's own flags
 * @param rest behind the first {@code --}, untouched; empty optional if there was none
 * @param targets in the order typed, without repetitions; may be empty
 * @param verbosity how often {@code -v}; -1 for {@code -q}
 * @param color the value of {@code --color}: auto, always or never; also kept in the arguments
 * @param messageFormat the value of {@code --message-format}; also kept in the arguments
 * @param fresh {@code --fresh}: a container of its own, ended with the command
 */
public record Invocation(
    Optional<String> toolchain,
    List<String> leading,
    Optional<String> subcommand,
    List<String> arguments,
    Optional<List<String>> rest,
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

  public Invocation {
    Objects.requireNonNull(toolchain);
    leading = List.copyOf(leading);
    Objects.requireNonNull(subcommand);
    arguments = List.copyOf(arguments);
    rest = rest.map(List::copyOf);
    targets = List.copyOf(targets);
    Objects.requireNonNull(manifestPath);
    Objects.requireNonNull(targetDirectory);
    Objects.requireNonNull(color);
    Objects.requireNonNull(messageFormat);
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
