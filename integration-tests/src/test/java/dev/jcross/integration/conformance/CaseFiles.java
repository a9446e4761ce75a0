package dev.jcross.integration.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;

/** Finds and reads the files of cases. */
public final class CaseFiles {
  private static final Path FOLDER =
      Path.of(
          System.getProperty("jcross.checkout", ".."),
          "integration-tests/src/test/resources/conformance");

  private CaseFiles() {}

  /**
   * One file.
   *
   * @param section of the page, such as {@code Command line}
   */
  record Topic(String section, String introduction, List<Row> rows) {
    Topic {
      rows = List.copyOf(rows);
    }
  }

  /** Every file, by name. */
  static List<Topic> all() {
    try (var files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".toml"))
          .sorted()
          .map(CaseFiles::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every case. */
  public static List<Case> cases() {
    return all().stream()
        .flatMap(topic -> topic.rows().stream())
        .flatMap(row -> row.cases().stream())
        .toList();
  }

  private static Topic read(Path file) {
    try {
      return parse(String.valueOf(file.getFileName()), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads one file's text.
   *
   * @throws IllegalArgumentException if it has a field that nobody reads, or a case that could not
   *     fail
   */
  static Topic parse(String name, String text) {
    var toml = Toml.parse(text);
    if (toml.hasErrors()) {
      throw new IllegalArgumentException(name + ": " + toml.errors());
    }
    var fields = new Fields(name, toml);
    var rows = new ArrayList<Row>();
    for (var row : fields.tables("row")) {
      rows.add(row(row));
    }
    var topic = new Topic(fields.text("section"), fields.text("introduction", ""), rows);
    fields.end();
    return topic;
  }

  private static Row row(Fields fields) {
    var id = fields.text("id");
    var word = fields.text("verdict");
    var verdict =
        Verdict.named(word)
            .orElseThrow(() -> fields.wrong("'" + word + "' is no verdict, in row " + id));
    var cases = new ArrayList<Case>();
    for (var one : fields.tables("case")) {
      cases.add(oneCase(id, one));
    }
    var row =
        new Row(
            id,
            fields.text("what"),
            fields.text("cross"),
            fields.text("jcross", ""),
            verdict,
            fields.text("why", ""),
            fields.flag("defect"),
            fields.texts("shown-by"),
            cases);
    fields.end();
    check(row, fields);
    return row;
  }

  private static void check(Row row, Fields fields) {
    if (row.verdict() == Verdict.SAME
        ? !row.why().isEmpty() || !row.jcross().isEmpty()
        : row.why().isEmpty() || row.jcross().isEmpty()) {
      throw fields.wrong(
          "what jcross does and 'why' are for verdicts other than same, in row " + row.id());
    }
    if (row.cases().isEmpty() && row.shownBy().isEmpty()) {
      throw fields.wrong("nothing shows row " + row.id());
    }
    if (row.defect() && row.verdict() != Verdict.BETTER) {
      throw fields.wrong("a defect that jcross is not better in: row " + row.id());
    }
  }

  private static Case oneCase(String row, Fields fields) {
    var given =
        new Given(
            fields.flag("bare"),
            fields.map("files"),
            fields.map("executables"),
            fields.map("links"),
            fields.map("env"),
            fields.text("cwd", "."),
            fields.text("architecture", "x86_64"),
            fields.flag("terminal"));
    var words = new ArrayList<>(fields.texts("run"));
    if (words.isEmpty()) {
      words.addAll(List.of("plan", "--json"));
      words.addAll(fields.texts("args"));
    }
    var expect = fields.table("expect");
    var expected = expectation(expect);
    expect.end();
    var one = new Case(row, fields.text("title"), given, words, fields.flag("process"), expected);
    fields.end();
    if (!expected.saysSomething()) {
      throw fields.wrong("nothing could fail in '" + one + "'");
    }
    if (one.process() && (given.terminal() || !given.architecture().equals("x86_64"))) {
      throw fields.wrong("a process cannot choose its machine, in '" + one + "'");
    }
    return one;
  }

  private static Expectation expectation(Fields fields) {
    var problems = new ArrayList<Expectation.Told>();
    for (var problem : fields.tables("problems")) {
      problems.add(
          new Expectation.Told(
              problem.text("code"),
              problem.text("severity", "error"),
              problem.optional("says"),
              problem.optional("at"),
              problem.optional("help")));
      problem.end();
    }
    return new Expectation(
        fields.number("status", 0),
        problems,
        fields.values("plan"),
        fields.texts("absent"),
        fields.map("env"),
        fields.texts("no-env"),
        fields.map("fetch-env"),
        fields.texts("no-fetch-env"),
        mounts(fields, "mounts"),
        mounts(fields, "no-mounts"),
        fields.texts("steps"),
        fields.texts("output"),
        fields.texts("no-output"));
  }

  private static List<Map<String, Object>> mounts(Fields fields, String name) {
    var mounts = new ArrayList<Map<String, Object>>();
    for (var mount : fields.tables(name)) {
      var known = List.of("kind", "source", "target", "readOnly");
      var values = mount.all();
      if (values.isEmpty() || !known.containsAll(values.keySet())) {
        throw fields.wrong("a mount has " + known + ", not " + values.keySet());
      }
      mounts.add(values);
    }
    return mounts;
  }
}
