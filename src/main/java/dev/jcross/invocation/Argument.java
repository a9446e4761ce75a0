package dev.jcross.invocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One argument of cargo: a flag, with its value if it has one, or a bare word.
 *
 * @param flag such as {@code --features} or {@code -F}: of joined letters the one with the value,
 *     else all of them; empty for a bare word
 * @param words as typed: {@code --features a}, {@code --features=a}, {@code -Fa} or {@code -vF a}
 */
public record Argument(String flag, Optional<String> value, List<String> words) {
  public Argument {
    Objects.requireNonNull(flag);
    Objects.requireNonNull(value);
    words = List.copyOf(words);
  }

  static Argument bare(String word) {
    return new Argument("", Optional.empty(), List.of(word));
  }

  static Argument flag(String word) {
    return new Argument(word, Optional.empty(), List.of(word));
  }

  /** A flag that nobody typed. */
  public static Argument of(String flag, String value) {
    return new Argument(flag, Optional.of(value), List.of(flag, value));
  }

  /** A flag without value that nobody typed. */
  public static Argument of(String flag) {
    return flag(flag);
  }

  static Argument flag(String name, String value, List<String> words) {
    return new Argument(name, Optional.of(value), words);
  }

  /** Whether it is a word of its own: the name of a test, of a crate, of a directory. */
  public boolean isBare() {
    return flag.isEmpty();
  }

  /** Whether it is one of these flags, with or without a value. */
  public boolean isAny(String... flags) {
    return !flag.isEmpty() && List.of(flags).contains(flag);
  }

  /** The same flag with another value. */
  public Argument with(String other) {
    return of(flag, other);
  }

  /** All arguments' words, in order. */
  public static List<String> words(List<Argument> arguments) {
    var all = new ArrayList<String>();
    arguments.forEach(argument -> all.addAll(argument.words));
    return all;
  }
}
