package dev.jcross.config;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.target.TargetTriple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads one file's cross table by the table of keys, and goes on after each problem. */
final class TableReader {
  private final Origin.Layer layer;
  private final String source;
  private final String rootName;
  private final Path directory;
  private final List<Problem> problems;
  private final Consumer<Said> said;

  /**
   * @param source the file as the user would name it
   * @param rootName what the table is called in messages: {@code Cross.toml} or {@code
   *     [workspace.metadata.cross]}
   * @param directory the file's own, absolute
   */
  TableReader(
      Origin.Layer layer,
      String source,
      String rootName,
      Path directory,
      List<Problem> problems,
      Consumer<Said> said) {
    this.layer = layer;
    this.source = source;
    this.rootName = rootName;
    this.directory = directory;
    this.problems = problems;
    this.said = said;
  }

  void read(TomlTable root) {
    for (var word : root.keySet()) {
      var place = place(root.inputPositionOf(List.of(word)));
      var value = root.get(List.of(word));
      if (!word.equals("build") && !word.equals("target")) {
        unknown(rootName, word, place, KeyHint.atRoot(word));
      } else if (!(value instanceof TomlTable table)) {
        wrongType(quoted(word), "a table", value, place, KeyHint.TABLES);
      } else if (word.equals("build")) {
        section(Optional.empty(), "", table);
      } else {
        targets(table);
      }
    }
  }

  private void targets(TomlTable table) {
    for (var triple : table.keySet()) {
      var place = place(table.inputPositionOf(List.of(triple)));
      var value = table.get(List.of(triple));
      if (!(value instanceof TomlTable section)) {
        wrongType(quoted(triple), "a table", value, place, KeyHint.atTarget(triple));
        continue;
      }
      TargetNames.inHeader(triple, place).ifPresent(problems::add);
      var current = TargetTriple.renamed(triple).map(TargetTriple::name).orElse(triple);
      section(Optional.of(current), "", section);
    }
  }

  /**
   * @param prefix what stands in front of the table's keys: empty, or such as {@code env.}
   */
  private void section(Optional<String> target, String prefix, TomlTable table) {
    for (var word : table.keySet()) {
      var name = prefix + word;
      var place = place(table.inputPositionOf(List.of(word)));
      var value = Objects.requireNonNull(table.get(List.of(word)));
      var key = Key.named(name).filter(known -> known.scope().allows(target.isPresent()));
      var isParent = Key.isTable(name) && (key.isPresent() || !Key.named(name).isPresent());
      if (isParent && value instanceof TomlTable inner) {
        section(target, name + ".", inner);
      } else if (key.isPresent()) {
        value(key.get(), name, target, value, place, isParent);
      } else if (isParent) {
        wrongType(
            quoted(name), "a table", value, place, "its keys are " + KeyHint.keysOf(name + "."));
      } else {
        unknown(
            header(target, prefix),
            word,
            place,
            KeyHint.inSection(target.isPresent(), prefix, word));
      }
    }
  }

  private void value(
      Key key, String name, Optional<String> target, Object raw, Place place, boolean orTable) {
    var origin = new Origin(layer, place);
    var value =
        switch (key.kind()) {
          case TEXT, PATH -> raw instanceof String text ? new Value.Text(text) : null;
          case SWITCH -> raw instanceof Boolean on ? new Value.Switch(on) : null;
          case SWITCH_OR_LIST ->
              raw instanceof Boolean on
                  ? new Value.Switch(on)
                  : raw instanceof TomlArray array ? items(name, array) : null;
          case SWITCH_OR_TEXT ->
              raw instanceof Boolean on
                  ? new Value.Switch(on)
                  : raw instanceof String text ? new Value.Text(text) : null;
          case SECONDS, COUNT -> raw instanceof Long number ? new Value.Count(number) : null;
          case AMOUNT ->
              raw instanceof Long || raw instanceof Double || raw instanceof String
                  ? new Value.Text(raw.toString())
                  : null;
          case SPACE_LIST, COMMA_LIST, LINES ->
              raw instanceof TomlArray array ? items(name, array) : null;
          case COMMANDS ->
              raw instanceof String text
                  ? new Value.Text(text)
                  : raw instanceof TomlArray array ? items(name, array) : null;
          case PAIRS -> raw instanceof TomlTable table ? pairs(name, table) : null;
          case SIGNERS -> raw instanceof TomlTable table ? signers(name, table) : null;
        };
    if (value == null) {
      var expected = key.kind().expected() + (orTable ? ", or a table" : "");
      wrongType(quoted(name), expected, raw, place, "write it like " + key.example());
    } else {
      said.accept(new Said(key, target, value, origin, directory));
    }
  }

  private Value.Items items(String name, TomlArray array) {
    var items = new ArrayList<Setting<String>>();
    for (int i = 0; i < array.size(); i++) {
      var place = place(array.inputPositionOf(i));
      if (array.get(i) instanceof String text) {
        items.add(new Setting<>(text, new Origin(layer, place)));
      } else {
        wrongType(
            "an item of " + quoted(name), "a string", array.get(i), place, "put it in quotes");
      }
    }
    return new Value.Items(items);
  }

  private Value.Pairs pairs(String name, TomlTable table) {
    var pairs = new TreeMap<String, String>();
    for (var word : table.keySet()) {
      if (table.get(List.of(word)) instanceof String text) {
        pairs.put(word, text);
      } else {
        wrongType(
            quoted(name + "." + word),
            "a string",
            table.get(List.of(word)),
            place(table.inputPositionOf(List.of(word))),
            "put it in quotes");
      }
    }
    return new Value.Pairs(pairs);
  }

  private Value.Signers signers(String name, TomlTable table) {
    var entries = new ArrayList<Setting<String>>();
    for (var images : table.keySet()) {
      var place = place(table.inputPositionOf(List.of(images)));
      var raw = table.get(List.of(images));
      if (raw instanceof String signer) {
        entries.add(new Setting<>(images + "=" + signer, new Origin(layer, place)));
      } else if (raw instanceof TomlTable who
          && who.keySet().equals(Set.of("identity", "issuer"))
          && who.get("identity") instanceof String identity
          && who.get("issuer") instanceof String issuer) {
        entries.add(
            new Setting<>(images + "=" + identity + " " + issuer, new Origin(layer, place)));
      } else {
        wrongType(
            quoted(name + "." + images),
            "the file of a key, \"anyone\", \"nobody\", or { identity = \"…\", issuer = \"…\" }",
            raw,
            place,
            "write it like " + Key.TRUST.example());
      }
    }
    return new Value.Signers(entries);
  }

  private static String quoted(String word) {
    return "'" + word + "'";
  }

  private void unknown(String table, String word, Place place, String hint) {
    var summary = "'" + word + "' is not a key of " + table;
    problems.add(
        (KeyHint.isRemoved(word)
                ? Problem.warning(ProblemCode.KEY_UNKNOWN, summary)
                : Problem.error(ProblemCode.KEY_UNKNOWN, summary))
            .at(place)
            .help(hint));
  }

  private void wrongType(
      String subject, String expected, @Nullable Object found, Place place, String hint) {
    problems.add(
        Problem.error(
                ProblemCode.KEY_TYPE,
                subject + " is " + nameOfType(found) + ", expected " + expected)
            .at(place)
            .help(hint));
  }

  private static String nameOfType(@Nullable Object value) {
    return switch (value) {
      case String text -> text.isEmpty() ? "an empty string" : "a string";
      case Long number -> "a number";
      case Double number -> "a number";
      case Boolean on -> "a boolean";
      case TomlArray array -> "a list";
      case TomlTable table -> "a table";
      case null, default -> "a date or time";
    };
  }

  private static String header(Optional<String> target, String prefix) {
    return "["
        + target.map(triple -> "target." + triple).orElse("build")
        + (prefix.isEmpty() ? "" : "." + prefix.substring(0, prefix.length() - 1))
        + "]";
  }

  private Place place(@Nullable TomlPosition position) {
    return position == null
        ? Place.of(source)
        : new Place(source, position.line(), position.column());
  }
}
