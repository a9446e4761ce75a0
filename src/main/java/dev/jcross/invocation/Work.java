package dev.jcross.invocation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What is to be run. */
public sealed interface Work {
  /**
   * {@code cargo <leading> <subcommand> <arguments> -- <rest>}, in the container.
   *
   * @param leading cargo's flags in front of the subcommand, such as {@code --config k=v}
   * @param subcommand the word as typed ({@code b} stays {@code b}); empty for {@code --version}
   * @param arguments behind the subcommand and in front of {@code --}
   * @param rest behind the first {@code --}, untouched; empty optional if there was none. The
   *     program arguments that {@code run}, {@code rustc} and {@code rustdoc} take without a {@code
   *     --} are here too, from the first bare word on: cargo would hand a flag behind them to the
   *     program
   */
  record Cargo(
      List<Argument> leading,
      Optional<String> subcommand,
      List<Argument> arguments,
      Optional<List<String>> rest)
      implements Work {
    public Cargo {
      leading = List.copyOf(leading);
      Objects.requireNonNull(subcommand);
      arguments = List.copyOf(arguments);
      rest = rest.map(List::copyOf);
    }
  }

  /**
   * A program of the container and its arguments, for {@code jcross exec}.
   *
   * @param words at least the program
   */
  record Command(List<String> words) implements Work {
    public Command {
      words = List.copyOf(words);
      if (words.isEmpty()) {
        throw new IllegalArgumentException("a command needs a program");
      }
    }
  }

  /**
   * The host's own cargo, in no container: {@code --host}.
   *
   * @param words as typed, without that flag
   */
  record HostCargo(List<String> words) implements Work {
    public HostCargo {
      words = List.copyOf(words);
    }
  }

  /** The container's shell, for {@code jcross shell}. */
  record Shell() implements Work {}
}
