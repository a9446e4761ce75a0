package dev.jcross.lock;

import dev.jcross.image.Contents;
import dev.jcross.image.Part;
import dev.jcross.image.Sha256;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads a lock's text; what is wrong with it is told at its line. */
final class LockReader {
  private final String source;

  private LockReader(String source) {
    this.source = source;
  }

  /**
   * The lock that a text says.
   *
   * @param source the file as the user would name it
   * @throws ProblemException LOCK_INVALID, LOCK_CONFLICT or LOCK_VERSION
   */
  static CrossLock read(String text, String source) {
    return OwnText.read(text).orElseGet(() -> readToml(text, source));
  }

  /** The same of any TOML, with the place of what is wrong in it. */
  static CrossLock readToml(String text, String source) {
    return new LockReader(source).read(text);
  }

  /** The problem of a file that is no text. */
  static ProblemException noText(String source) {
    return new LockReader(source).invalid("the lock is no text", null).asException();
  }

  private CrossLock read(String text) {
    conflict(text).ifPresent(LockReader::stop);
    var toml = Toml.parse(text);
    if (toml.hasErrors()) {
      var error = toml.errors().getFirst();
      stop(invalid(String.valueOf(error.getMessage()), error.position()));
    }
    version(toml);
    onlyKnown(toml, "the lock", Set.of("version", "target", "image"));
    var targets = new ArrayList<LockedTarget>();
    for (var table : tables(toml, "target")) {
      onlyKnown(table, "[[target]]", Set.of("name", "host", "settings", "image"));
      targets.add(
          new LockedTarget(
              string(table, "name"),
              string(table, "host"),
              string(table, "settings"),
              string(table, "image")));
    }
    var images = new ArrayList<LockedImage>();
    for (var table : tables(toml, "image")) {
      images.add(image(table));
    }
    return whole(targets, images, toml);
  }

  /** Rows that are there twice, or are not there, come of a merge that was made by hand. */
  private CrossLock whole(List<LockedTarget> targets, List<LockedImage> images, TomlTable toml) {
    twice(targets, toml, "target");
    twice(images, toml, "image");
    var lock = new CrossLock(targets, images);
    for (int i = 0; i < targets.size(); i++) {
      var target = targets.get(i);
      if (!isComplete(lock, target)) {
        stop(
            invalid(
                "'" + target.image() + "', or an image below it, is not in the lock",
                tables(toml, "target").get(i).inputPositionOf("image")));
      }
    }
    return lock;
  }

  /** Whether its image and all below are there. */
  static boolean isComplete(CrossLock lock, LockedTarget target) {
    return lock.image(target.image(), target.host())
        .filter(
            found ->
                found.source() instanceof LockedImage.Source.Registry
                    || lock.contents(found).isPresent())
        .isPresent();
  }

  private <T extends Comparable<T>> void twice(List<T> rows, TomlTable toml, String key) {
    var seen = new TreeSet<T>();
    for (int i = 0; i < rows.size(); i++) {
      if (!seen.add(rows.get(i))) {
        stop(
            invalid(
                "this [[" + key + "]] stands twice",
                tables(toml, key).get(i).inputPositionOf("name")));
      }
    }
  }

  private LockedImage image(TomlTable table) {
    boolean pulled = table.contains("digest");
    onlyKnown(
        table,
        "[[image]]",
        pulled
            ? Set.of("name", "host", "digest", "config")
            : Set.of("name", "host", "on", "parts", "without"));
    var source =
        pulled
            ? new LockedImage.Source.Registry(digest(table, "digest"), digest(table, "config"))
            : new LockedImage.Source.Recipe(
                table.contains("on") ? Optional.of(string(table, "on")) : Optional.empty(),
                layer(table));
    return new LockedImage(string(table, "name"), string(table, "host"), source);
  }

  private Contents.Layer layer(TomlTable table) {
    var parts = new ArrayList<Part>();
    var seen = new TreeSet<Part>();
    var rows = strings(table, "parts");
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      var position = array(table, "parts").inputPositionOf(i);
      var part =
          Part.parse(row)
              .orElseThrow(() -> invalid("'" + row + "' is no part", position).asException());
      if (!seen.add(part)) {
        stop(invalid("'" + row + "' stands twice", position));
      }
      parts.add(part);
    }
    return new Contents.Layer(
        parts, table.contains("without") ? strings(table, "without") : List.of());
  }

  private Optional<Problem> conflict(String text) {
    int number = 0;
    for (var line : text.split("\n", -1)) {
      number++;
      if (line.startsWith("<<<<<<< ") || line.startsWith(">>>>>>> ")) {
        return Optional.of(
            Problem.error(ProblemCode.LOCK_CONFLICT, "a merge left its marks in the lock")
                .at(new Place(source, number, 0))
                .help(
                    "take one side, such as: git checkout --ours -- "
                        + source
                        + "\nand lock what is new: jcross lock"));
      }
    }
    return Optional.empty();
  }

  private void version(TomlTable toml) {
    var version = toml.get(List.of("version"));
    if (!(version instanceof Long number)) {
      throw invalid("the lock does not say its version", null).asException();
    }
    if (number < 1) {
      stop(invalid(number + " is no version", toml.inputPositionOf("version")));
    }
    if (number > LockText.VERSION) {
      throw Problem.error(
              ProblemCode.LOCK_VERSION,
              "the lock is of version " + number + ", and this jcross knows " + LockText.VERSION)
          .at(place(toml.inputPositionOf("version")))
          .help("it was made by a newer jcross: update this one")
          .asException();
    }
  }

  private void onlyKnown(TomlTable table, String what, Set<String> known) {
    for (var key : table.keySet()) {
      if (!known.contains(key)) {
        stop(invalid("'" + key + "' is no key of " + what, table.inputPositionOf(List.of(key))));
      }
    }
  }

  private List<TomlTable> tables(TomlTable toml, String key) {
    if (!toml.contains(key)) {
      return List.of();
    }
    var tables = new ArrayList<TomlTable>();
    var array = array(toml, key);
    for (int i = 0; i < array.size(); i++) {
      if (!(array.get(i) instanceof TomlTable table)) {
        throw invalid("[[" + key + "]] is no table", toml.inputPositionOf(key)).asException();
      }
      tables.add(table);
    }
    return tables;
  }

  private TomlArray array(TomlTable table, String key) {
    if (table.get(List.of(key)) instanceof TomlArray array) {
      return array;
    }
    throw invalid("'" + key + "' is no list", table.inputPositionOf(key)).asException();
  }

  private List<String> strings(TomlTable table, String key) {
    var array = array(table, key);
    var strings = new ArrayList<String>();
    for (int i = 0; i < array.size(); i++) {
      if (!(array.get(i) instanceof String text)) {
        throw invalid("'" + key + "' holds what is no text", array.inputPositionOf(i))
            .asException();
      }
      strings.add(text);
    }
    return strings;
  }

  private String string(TomlTable table, String key) {
    if (table.get(List.of(key)) instanceof String text) {
      return text;
    }
    throw invalid(
            "'" + key + "' is missing, or no text",
            table.contains(key) ? table.inputPositionOf(key) : first(table))
        .asException();
  }

  private String digest(TomlTable table, String key) {
    var digest = string(table, key);
    if (!Sha256.isDigest(digest)) {
      stop(invalid("'" + digest + "' is no digest", table.inputPositionOf(key)));
    }
    return digest;
  }

  private static @Nullable TomlPosition first(TomlTable table) {
    return table.keySet().stream()
        .map(key -> table.inputPositionOf(List.of(key)))
        .findFirst()
        .orElse(null);
  }

  private Problem invalid(String summary, @Nullable TomlPosition position) {
    return Problem.error(ProblemCode.LOCK_INVALID, summary)
        .at(place(position))
        .help(
            "take the last good one, such as: git checkout -- "
                + source
                + "\nor make it anew: jcross lock --update");
  }

  private Place place(@Nullable TomlPosition position) {
    return position == null
        ? Place.of(source)
        : new Place(source, position.line(), position.column());
  }

  private static void stop(Problem problem) {
    throw problem.asException();
  }
}
