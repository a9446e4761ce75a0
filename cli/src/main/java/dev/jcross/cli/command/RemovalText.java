package dev.jcross.cli.command;

import dev.jcross.housekeeping.Belonging;
import dev.jcross.housekeeping.Choice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** A removal for a person to read. */
final class RemovalText {
  private RemovalText() {}

  /**
   * What would be removed.
   *
   * @param words the command line, without {@code jcross}
   */
  static List<String> dryRun(Choice choice, List<String> words) {
    var lines = new ArrayList<String>();
    if (choice.goes().isEmpty()) {
      lines.add("there is nothing to remove");
    } else {
      lines.add("would be removed:");
      lines.addAll(
          Columns.aligned(
              choice.goes().stream()
                  .map(
                      chosen ->
                          List.of(
                              "  " + chosen.what().what(),
                              chosen.what().name(),
                              size(chosen.what().freesBytes()),
                              chosen.why().orElse("")))
                  .toList()));
    }
    if (!choice.stays().isEmpty()) {
      lines.add("would stay:");
      lines.addAll(
          Columns.aligned(
              choice.stays().stream()
                  .map(kept -> List.of("  " + kept.what().what(), kept.what().name(), kept.why()))
                  .toList()));
    }
    if (!choice.goes().isEmpty()) {
      lines.add(total(choice.goes().stream().map(Choice.Chosen::what).toList()));
      lines.add(
          "this is a dry run; to remove: jcross "
              + words.stream().map(RemovalText::quoted).collect(Collectors.joining(" "))
              + " --execute");
    }
    return lines;
  }

  static String removed(Belonging what) {
    var size = size(what.freesBytes());
    return "removed " + what.what() + " " + what.name() + (size.isEmpty() ? "" : "  " + size);
  }

  static String summary(List<Belonging> removed) {
    return removed.isEmpty() ? "nothing was removed" : "removed " + total(removed);
  }

  /** Such as {@code 2 images and 1 volume, 3.4 GB}. */
  private static String total(List<Belonging> all) {
    var counts = new LinkedHashMap<String, Integer>();
    all.forEach(one -> counts.merge(one.what(), 1, Integer::sum));
    var parts =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + plural(entry.getKey(), entry.getValue()))
            .toList();
    long bytes = all.stream().mapToLong(one -> one.freesBytes().orElse(0)).sum();
    return (parts.size() == 1
            ? parts.getFirst()
            : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast())
        + (bytes > 0 ? ", " + Sizes.text(bytes) : "");
  }

  private static String plural(String what, int count) {
    return count == 1
        ? what
        : what.endsWith("y") ? what.substring(0, what.length() - 1) + "ies" : what + "s";
  }

  private static String size(OptionalLong bytes) {
    return bytes.isPresent() ? Sizes.text(bytes.getAsLong()) : "";
  }

  private static String quoted(String word) {
    return word.matches("[-A-Za-z0-9_./:=+,@]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
