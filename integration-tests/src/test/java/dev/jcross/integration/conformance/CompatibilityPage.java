package dev.jcross.integration.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes docs/reference/compatibility.md from the rows. */
final class CompatibilityPage {
  private static final String INTRODUCTION =
      """
      # Compatibility with cross

      <!-- Generated from integration-tests/src/test/resources/conformance: `./dev docs` -->

      What [cross](https://github.com/cross-rs/cross) does, and what jcross does with the same files, variables and command lines. Cross here is its main branch of August 2026.

      Every row is held by tests: by cases that compare what `jcross plan --json` answers ([how they are written](../../integration-tests/src/test/resources/conformance/README.md)), or by the test class that is named, where a plan cannot show it. A row marked † is a mistake of cross's.
      """;

  private final List<CaseFiles.Topic> topics;

  private CompatibilityPage(List<CaseFiles.Topic> topics) {
    this.topics = topics;
  }

  static String markdown(List<CaseFiles.Topic> topics) {
    return new CompatibilityPage(topics).markdown();
  }

  private String markdown() {
    return INTRODUCTION
        + summary()
        + topics.stream().map(CompatibilityPage::section).collect(Collectors.joining());
  }

  private String summary() {
    var rows = topics.stream().flatMap(topic -> topic.rows().stream()).toList();
    var text = new StringBuilder("\n| Verdict | Rows | |\n| --- | --- | --- |\n");
    for (var verdict : Verdict.values()) {
      long number = rows.stream().filter(row -> row.verdict() == verdict).count();
      text.append("| ").append(verdict.shown()).append(" | ").append(number);
      text.append(" | ").append(meaning(verdict)).append(" |\n");
    }
    long cases = rows.stream().mapToLong(row -> row.cases().size()).sum();
    return text + "\nShown by " + cases + " cases.\n";
  }

  private static String meaning(Verdict verdict) {
    return switch (verdict) {
      case SAME -> "nothing to change";
      case BETTER -> "a mistake or a gap of cross's that jcross has not";
      case DIFFERENT -> "another decision, with its reason";
      case UNSUPPORTED -> "jcross tells so, and what to do instead";
    };
  }

  private static String section(CaseFiles.Topic topic) {
    var text = new StringBuilder("\n## " + topic.section() + "\n\n");
    if (!topic.introduction().isEmpty()) {
      text.append(topic.introduction().strip()).append("\n\n");
    }
    text.append("| | cross | jcross | | Shown by |\n| --- | --- | --- | --- | --- |\n");
    topic.rows().forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(Row row) {
    boolean same = row.verdict() == Verdict.SAME;
    return Arrays.asList(
            row.what() + (row.defect() ? " †" : ""),
            row.cross(),
            same ? "the same" : row.jcross(),
            same ? "same" : "**" + row.verdict().shown() + "**: " + row.why(),
            shownBy(row))
        .stream()
        .map(CompatibilityPage::cell)
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String shownBy(Row row) {
    var all = new ArrayList<String>();
    int cases = row.cases().size();
    if (cases > 0) {
      all.add(cases == 1 ? "1 case" : cases + " cases");
    }
    row.shownBy().stream().map(name -> "`" + name.replace("#", "`, `") + "`").forEach(all::add);
    return String.join(", ", all);
  }

  private static String cell(String text) {
    return text.strip().replaceAll("\\s+", " ").replace("|", "\\|");
  }
}
