package dev.jcross.trust;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whose images are taken.
 *
 * @param rules in any order: that of the longest name counts
 */
public record TrustPolicy(List<TrustRule> rules) {
  /** Everybody's. */
  public static final TrustPolicy NONE = new TrustPolicy(List.of());

  public TrustPolicy {
    rules = List.copyOf(rules);
  }

  /**
   * What holds for an image.
   *
   * @param reference its name, with or without tag and digest
   * @return empty if nobody said anything about it
   */
  public Optional<TrustRule> ruleFor(String reference) {
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    var repository = Repository.of(reference);
    return rules.stream()
        .filter(rule -> rule.covers(repository))
        .max(Comparator.comparingInt(rule -> rule.images().length()));
  }
}
