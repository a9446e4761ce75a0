package dev.jcross.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Spelling {
  private Spelling() {}

  /**
   * The candidate nearest to {@code word}, if it is near enough to be worth a hint: at most a third
   * of its letters differ (inserted, dropped, replaced or swapped with a neighbour), counted
   * without regard to case, {@code -} and {@code _}. Of equally near ones the first by name.
   */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    var wanted = plain(word);
    record Scored(String candidate, int distance) {}
    return candidates.stream()
        .map(candidate -> new Scored(candidate, distance(wanted, plain(candidate))))
        .filter(scored -> scored.distance <= Math.max(1, wanted.length() / 3))
        .min(Comparator.comparingInt(Scored::distance).thenComparing(Scored::candidate))
        .map(Scored::candidate);
  }

  /** The hint for {@link Problem#help(Optional)}: {@code did you mean 'x'?}. */
  public static Optional<String> hint(String word, Collection<String> candidates) {
    return nearest(word, candidates).map(name -> "did you mean '" + name + "'?");
  }

  private static String plain(String word) {
    return word.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** Damerau's optimal string alignment. */
  private static int distance(String a, String b) {
    var d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
