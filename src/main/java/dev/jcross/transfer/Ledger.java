package dev.jcross.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which states of files were equal on both sides. It may be lost, or speak of a volume that is
 * gone: a stamp that it does not hold only means that contents are compared.
 */
final class Ledger {
  /** Changes with the form of stamps. */
  private static final String HEAD = "jcross ledger 1";

  private final Path file;
  private final Map<String, Pair> pairs;
  private boolean changed;

  private Ledger(Path file, Map<String, Pair> pairs) {
    this.file = file;
    this.pairs = pairs;
  }

  /** Two equal states of one file. */
  record Pair(Stamp local, Stamp remote) {}

  /** What a file holds; nothing if there is none, or it makes no sense. */
  static Ledger read(Path file) {
    var pairs = new TreeMap<String, Pair>();
    try {
      if (Files.exists(file)) {
        var lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (!lines.isEmpty() && lines.getFirst().equals(HEAD)) {
          for (var line : lines.subList(1, lines.size())) {
            var fields = line.split("\t", -1);
            if (fields.length == 3) {
              pairs.put(plain(fields[2]), new Pair(new Stamp(fields[0]), new Stamp(fields[1])));
            }
          }
        }
      }
    } catch (IOException e) {
      pairs.clear();
    }
    return new Ledger(file, pairs);
  }

  Optional<Pair> find(String path) {
    return Optional.ofNullable(pairs.get(path));
  }

  /** All that were noted, sorted. */
  Map<String, Pair> all() {
    return Map.copyOf(pairs);
  }

  void note(String path, Stamp local, Stamp remote) {
    var pair = new Pair(local, remote);
    changed |= !pair.equals(pairs.put(path, pair));
  }

  void forget(String path) {
    changed |= pairs.remove(path) != null;
  }

  /** Keeps what was noted; a process that is killed meanwhile leaves the old file. */
  void write() throws IOException {
    if (!changed) {
      return;
    }
    var lines = new ArrayList<String>();
    lines.add(HEAD);
    pairs.forEach(
        (path, pair) ->
            lines.add(pair.local.text() + "\t" + pair.remote.text() + "\t" + escaped(path)));
    var directory = Files.createDirectories(file.toAbsolutePath().getParent());
    var next = Files.createTempFile(directory, "ledger-", ".part");
    Files.write(next, lines, StandardCharsets.UTF_8);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    changed = false;
  }

  /** The name of a file may hold anything but a zero byte. */
  private static String escaped(String path) {
    return path.replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }

  private static String plain(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    var path = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char next = field.charAt(i);
      if (next == '\\' && i + 1 < field.length()) {
        i++;
        next =
            switch (field.charAt(i)) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              default -> field.charAt(i);
            };
      }
      path.append(next);
    }
    return path.toString();
  }
}
