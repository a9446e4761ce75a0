package dev.jcross.plan;

import java.util.List;

/**
 * Where programs are looked for besides the directories that the image names in {@code PATH}.
 *
 * @param before in front of the image's own
 * @param after behind them
 */
public record SearchPath(List<String> before, List<String> after) {
  static final SearchPath OF_IMAGE = new SearchPath(List.of(), List.of());

  public SearchPath {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
