package dev.jcross.housekeeping;

import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.problem.Spelling;
import dev.jcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * What the user names: targets, names and ids.
 *
 * @param words empty for everything
 */
public record Wanted(List<String> words) {
  public Wanted {
    words = List.copyOf(words);
  }

  boolean everything() {
    return words.isEmpty();
  }

  /**
   * Of these what is meant.
   *
   * @param plural what they are, for a problem
   * @throws ProblemException USAGE for every word that names none; a target may well have none
   */
  <T extends Belonging> List<T> of(List<T> all, String plural, BiPredicate<T, String> means) {
    var problems = new ArrayList<Problem>();
    for (var word : words) {
      if (!TargetTriple.isKnown(word) && all.stream().noneMatch(one -> means.test(one, word))) {
        problems.add(unknown(word, all, plural));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return all.stream()
        .filter(one -> everything() || words.stream().anyMatch(word -> means.test(one, word)))
        .toList();
  }

  private static Problem unknown(String word, List<? extends Belonging> all, String plural) {
    Optional<String> near = Spelling.hint(word, all.stream().map(Belonging::name).toList());
    return Problem.error(
            ProblemCode.USAGE, "none of jcross's " + plural + " is called '" + word + "'")
        .help(near.orElse("jcross " + plural + " list"));
  }
}
