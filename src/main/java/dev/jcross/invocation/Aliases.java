package dev.jcross.invocation;

import java.util.List;
import java.util.Optional;

/** Where the aliases of {@code .cargo/config.toml} are looked up. */
@FunctionalInterface
public interface Aliases {
  /** Knows none. */
  Aliases NONE = (name, where) -> Optional.empty();

  /**
   * The words that an alias stands for.
   *
   * @throws dev.jcross.problem.ProblemException if its definition makes no sense
   */
  Optional<List<String>> find(String name, Where where);

  /**
   * What stands in front of the alias and decides which files count.
   *
   * @param directory {@code -C}
   * @param configs the values of {@code --config}, in order
   */
  record Where(Optional<String> directory, List<String> configs) {
    public Where {
      configs = List.copyOf(configs);
    }
  }
}
