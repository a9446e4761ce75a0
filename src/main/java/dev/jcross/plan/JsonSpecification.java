package dev.jcross.plan;

import dev.jcross.invocation.Argument;
import dev.jcross.invocation.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cargo takes a target's specification only where it is told to: doc.rust-lang.org/cargo,
 * "unstable".
 */
final class JsonSpecification {
  private static final String FEATURE = "json-target-spec";
  private static final String FLAG = "-Z" + FEATURE;

  private static final Pattern NIGHTLY =
      Pattern.compile("nightly(?:-([0-9]{4}-[0-9]{2}-[0-9]{2}))?");

  /** From here on surely; those before may not know the flag. */
  private static final String FIRST = "2026-02-01";

  private JsonSpecification() {}

  /** Whether the toolchain knows the flag, and wants it. */
  static boolean wants(Toolchain toolchain) {
    var nightly = NIGHTLY.matcher(toolchain.channel());
    return nightly.matches()
        && (nightly.group(1) == null || nightly.group(1).compareTo(FIRST) >= 0);
  }

  /** The flag; none where it was typed. */
  static List<String> flags(Invocation invocation) {
    var words = new ArrayList<>(Argument.words(invocation.leading()));
    words.addAll(Argument.words(invocation.arguments()));
    return words.contains(FLAG) || words.contains(FEATURE) ? List.of() : List.of(FLAG);
  }
}
