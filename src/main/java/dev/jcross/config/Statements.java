package dev.jcross.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that was said, and who wins.
 *
 * @param all of one table, or of variables for one target, the strongest first: variables,
 *     Cross.toml, Cargo.toml, last resorts
 */
record Statements(List<Said> all) {
  Statements {
    all = List.copyOf(all);
  }

  /** What is said in {@code [build]} or its variables, the strongest first. */
  List<Said> ofBuild(Key key) {
    return of(key, Optional.empty());
  }

  /** What is said for one target only, the strongest first. */
  List<Said> ofTarget(Key key, String triple) {
    return of(key, Optional.of(triple));
  }

  /** All that bears on a target, the strongest first: a target's own beats [build] in any form. */
  List<Said> bearing(Key key, String triple) {
    return Stream.concat(ofTarget(key, triple).stream(), ofBuild(key).stream()).toList();
  }

  /** What counts for a target; several are joined, in the order of the reference. */
  List<Said> counting(Key key, String triple) {
    if (!key.adds()) {
      return bearing(key, triple).stream().limit(1).toList();
    }
    return Stream.concat(ofBuild(key).stream().limit(1), ofTarget(key, triple).stream().limit(1))
        .toList();
  }

  private List<Said> of(Key key, Optional<String> target) {
    return all.stream().filter(said -> said.key() == key && said.target().equals(target)).toList();
  }
}
