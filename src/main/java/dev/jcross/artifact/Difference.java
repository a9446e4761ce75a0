package dev.jcross.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * In what two files differ that were to be the same, for people: which parts of the format, and
 * which texts in them.
 *
 * @param lines where, and what; empty if they are the same
 * @param causes what such a difference mostly comes from; may be empty
 */
public record Difference(List<String> lines, Set<Cause> causes) {
  private static final int LEAST_TEXT = 5;
  private static final int MOST_TEXT = 120;
  private static final int MOST_LINES = 8;

  /** A date, a time of day, or seconds since 1970. */
  private static final Pattern TIME =
      Pattern.compile(
          "\\b\\d{4}-\\d\\d-\\d\\d|\\b\\d{1,2}:\\d\\d:\\d\\d|\\b1[6-9]\\d{8}(\\d{3})?\\b");

  private static final Pattern PATH = Pattern.compile("/(home|root|tmp|Users|var|build|srv)/");

  /** Where a difference mostly comes from. */
  public enum Cause {
    /** The time of the build is in it. */
    TIME,
    /** A path of the machine is in it. */
    PATH
  }

  public Difference {
    lines = List.copyOf(lines);
    causes = Set.copyOf(causes);
  }

  /**
   * Compares two files.
   *
   * @throws IOException if one cannot be read
   */
  public static Difference between(Path first, Path second) throws IOException {
    return Files.mismatch(first, second) < 0
        ? new Difference(List.of(), Set.of())
        : between(first, Files.readAllBytes(first), Files.readAllBytes(second));
  }

  private static Difference between(Path file, byte[] first, byte[] second) {
    var lines = new ArrayList<String>();
    var causes = new LinkedHashSet<Cause>();
    if (first.length != second.length) {
      lines.add("it has " + first.length + " bytes, and then " + second.length);
    }
    lines.addAll(places(file, first, second));
    var before = texts(first);
    var after = texts(second);
    var lost = without(before, after);
    var come = without(after, before);
    boolean telling =
        Stream.concat(lost.stream(), come.stream()).anyMatch(text -> cause(text).isPresent());
    for (int i = 0; i < Math.max(lost.size(), come.size()) && lines.size() < MOST_LINES; i++) {
      var one = i < lost.size() ? lost.get(i) : "";
      var other = i < come.size() ? come.get(i) : "";
      var cause = cause(one + " " + other);
      cause.ifPresent(causes::add);
      // The rest follows from those: what lies beside them, what is computed from them.
      if (!telling || cause.isPresent()) {
        lines.add(described(one, other));
      }
    }
    return new Difference(lines, causes);
  }

  private static String described(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty()
          ? "only the second time: \"" + other + "\""
          : "only the first time: \"" + one + "\"";
    }
    return "\"" + one + "\", and then \"" + other + "\"";
  }

  private static Optional<Cause> cause(String text) {
    return TIME.matcher(text).find()
        ? Optional.of(Cause.TIME)
        : PATH.matcher(text).find() ? Optional.of(Cause.PATH) : Optional.empty();
  }

  /** How many bytes differ in which section, where both are of the same length. */
  private static List<String> places(Path file, byte[] first, byte[] second) {
    if (first.length != second.length) {
      return List.of();
    }
    var sections = sections(file);
    var counts = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < first.length; i++) {
      if (first[i] != second[i]) {
        var section = sections.floorEntry((long) i);
        counts.merge(section == null ? "the headers" : section.getValue(), 1, Integer::sum);
      }
    }
    var lines = new ArrayList<String>();
    counts.forEach(
        (section, count) ->
            lines.add(count + (count == 1 ? " byte" : " bytes") + " in " + section));
    return lines.subList(0, Math.min(lines.size(), MOST_LINES / 2));
  }

  /** Names of sections by where they start; one without a name for a file without any. */
  private static TreeMap<Long, String> sections(Path file) {
    try {
      return new TreeMap<>(SectionNames.of(file));
    } catch (IOException e) {
      return new TreeMap<>(Map.of(0L, "the file"));
    }
  }

  /** As {@code strings} finds them, each once. */
  private static Set<String> texts(byte[] bytes) {
    var texts = new LinkedHashSet<String>();
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      boolean printable = i < bytes.length && bytes[i] >= ' ' && bytes[i] < 0x7f;
      if (!printable) {
        if (i - start >= LEAST_TEXT) {
          texts.add(new String(bytes, start, i - start, StandardCharsets.US_ASCII));
        }
        start = i + 1;
      }
    }
    return texts;
  }

  /** Those that the other has not; telling ones first, cut to a length. */
  private static List<String> without(Set<String> texts, Set<String> other) {
    return texts.stream()
        .filter(text -> !other.contains(text))
        .sorted((one, two) -> Boolean.compare(cause(two).isPresent(), cause(one).isPresent()))
        .map(Difference::cut)
        .toList();
  }

  /** Rust puts texts one behind the other: what tells most is kept, with what is around it. */
  private static String cut(String text) {
    if (text.length() <= MOST_TEXT) {
      return text;
    }
    var time = TIME.matcher(text);
    var path = PATH.matcher(text);
    int middle = time.find() ? time.start() : path.find() ? path.start() : 0;
    int start = Math.clamp(middle - MOST_TEXT / 3, 0, text.length() - MOST_TEXT);
    return (start > 0 ? "…" : "") + text.substring(start, start + MOST_TEXT) + "…";
  }
}
