package dev.jcross.integration.conformance;

import java.util.List;
import java.util.Objects;

/**
 * One behaviour of cross.
 *
 * @param id stable, such as {@code cli/toolchain-word}
 * @param what the thing that a user types or writes
 * @param cross what cross does with it
 * @param jcross what jcross does with it
 * @param why for every verdict but SAME
 * @param defect whether it is a mistake of cross's, so that jcross must do better
 * @param shownBy test classes, or {@code Class#method}, that show what no plan can
 */
record Row(
    String id,
    String what,
    String cross,
    String jcross,
    Verdict verdict,
    String why,
    boolean defect,
    List<String> shownBy,
    List<Case> cases) {
  Row {
    Objects.requireNonNull(id);
    Objects.requireNonNull(what);
    Objects.requireNonNull(cross);
    Objects.requireNonNull(jcross);
    Objects.requireNonNull(verdict);
    Objects.requireNonNull(why);
    shownBy = List.copyOf(shownBy);
    cases = List.copyOf(cases);
  }
}
