package dev.jcross.invocation;

import java.util.ArrayList;
import java.util.List;

/** The words of a command line, taken from left to right. */
final class Words {
  private final List<String> words;
  private int next;

  Words(List<String> words) {
    this.words = new ArrayList<>(words);
  }

  static boolean isFlag(String word) {
    return word.startsWith("-") && word.length() > 1;
  }

  boolean hasNext() {
    return next < words.size();
  }

  String take() {
    return words.get(next++);
  }

  /** Where the word stands that was taken last. */
  int position() {
    return next - 1;
  }

  /** Whether the next word can be the value of the flag that was taken last. */
  boolean valueFollows() {
    return hasNext() && !isFlag(words.get(next));
  }

  /** What has not been taken yet. */
  List<String> rest() {
    return List.copyOf(words.subList(next, words.size()));
  }

  /** The word that was taken last, and what has not been taken yet. */
  List<String> fromHere() {
    return List.copyOf(words.subList(next - 1, words.size()));
  }

  /** Puts words in front of those that have not been taken yet. */
  void insert(List<String> others) {
    words.addAll(next, others);
  }

  /** All words but those at these places, which are in ascending order. */
  List<String> without(List<Integer> places) {
    var others = new ArrayList<>(words);
    places.reversed().forEach(at -> others.remove(at.intValue()));
    return others;
  }
}
