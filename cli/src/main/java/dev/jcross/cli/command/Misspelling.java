package dev.jcross.cli.command;

import dev.jcross.invocation.Subcommands;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Words that were meant for jcross and would reach cargo instead. */
final class Misspelling {
  private Misspelling() {}

  /**
   * The problem with a subcommand that cargo does not bring along and that is one slip away from a
   * command of jcross. Two slips are let through: cargo's plugins have many names.
   */
  static Optional<Problem> ofCommand(String word, Collection<String> own) {
    return Subcommands.isKnown(word)
        ? Optional.empty()
        : meant(word, own)
            .map(
                name ->
                    Problem.error(
                            ProblemCode.USAGE,
                            "neither jcross nor cargo brings a command '" + word + "' along")
                        .help("did you mean '" + name + "'?"));
  }

  /** The problem with a word in front of cargo's that is one slip away from a flag of a command. */
  static Optional<Problem> ofFlag(List<String> words, String command, Collection<String> flags) {
    return words.stream()
        .filter(word -> word.startsWith("--") && !flags.contains(word))
        .flatMap(word -> meant(word, flags).map(flag -> flag(word, command, flag)).stream())
        .findFirst();
  }

  private static Problem flag(String word, String command, String meant) {
    return Problem.error(
            ProblemCode.FLAG_UNKNOWN, "'jcross " + command + "' has no flag '" + word + "'")
        .help("did you mean '" + meant + "'?");
  }

  private static Optional<String> meant(String word, Collection<String> candidates) {
    return Spelling.nearest(word, candidates).filter(name -> isOneSlip(word, name));
  }

  /** Whether one letter is dropped, added, wrong, or swapped with its neighbour. */
  private static boolean isOneSlip(String word, String name) {
    int start = 0;
    int shorter = Math.min(word.length(), name.length());
    while (start < shorter && word.charAt(start) == name.charAt(start)) {
      start++;
    }
    var rest = word.substring(start);
    var other = name.substring(start);
    return isBehind(rest, 1, other, 1)
        || isBehind(rest, 1, other, 0)
        || isBehind(rest, 0, other, 1)
        || (isBehind(rest, 2, other, 2)
            && rest.charAt(0) == other.charAt(1)
            && rest.charAt(1) == other.charAt(0));
  }

  private static boolean isBehind(String a, int from, String b, int to) {
    return a.length() >= from && b.length() >= to && a.substring(from).equals(b.substring(to));
  }
}
