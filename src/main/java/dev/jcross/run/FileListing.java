package dev.jcross.run;

import dev.jcross.image.Contents;
import dev.jcross.image.Part;
import dev.jcross.image.Sha256;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What {@code contents.sh} prints, put together to parts. */
final class FileListing {
  /** Of a file's name that holds a backslash or a line's end, GNU's sha256sum marks the line. */
  private static final Pattern FILE = Pattern.compile("\\\\?([0-9a-f]{64}) [ *](/.*)");

  /** As {@code ls -l} prints it, with a date in between; a name may hold blanks. */
  private static final Pattern LINK = Pattern.compile("l\\S+ .*? (/.*? -> .*)");

  private static final Pattern OWNER = Pattern.compile("([^/]+)\\.list:(/.+)");
  private static final Pattern STD = Pattern.compile(".*/lib/rustlib/([^/]+-[^/]+)/.*");

  /** Where a merged {@code /usr} has the folders that packages still name. */
  private static final Pattern MERGED = Pattern.compile("/(bin|sbin|lib|lib32|lib64|libx32)/.*");

  private String section = "";

  /** A hash, or where a link leads, by path. */
  private final Map<String, String> files = new TreeMap<>();

  private final Map<String, String> versions = new HashMap<>();

  /** The package, by path. */
  private final Map<String, String> owners = new HashMap<>();

  private FileListing() {}

  /**
   * The contents that a listing tells.
   *
   * @return empty if it is not whole
   */
  static Optional<Contents> read(String text) {
    var listing = new FileListing();
    text.lines().forEach(listing::line);
    return listing.section.equals("=end") && !listing.files.isEmpty()
        ? Optional.of(listing.contents())
        : Optional.empty();
  }

  private void line(String line) {
    if (line.startsWith("=")) {
      section = line;
      return;
    }
    switch (section) {
      case "=files" -> file(line);
      case "=links" -> link(line);
      case "=packages" -> packaged(line);
      case "=owners" -> owner(line);
      default -> {}
    }
  }

  private void file(String line) {
    var match = FILE.matcher(line);
    if (match.matches()) {
      files.put(match.group(2), match.group(1));
    }
  }

  private void link(String line) {
    var match = LINK.matcher(line);
    if (match.matches()) {
      var arrow = match.group(1).indexOf(" -> ");
      files.put(match.group(1).substring(0, arrow), match.group(1).substring(arrow));
    }
  }

  private void packaged(String line) {
    var words = line.strip().split(" +", -1);
    if (words.length == 3 && words[0].startsWith("ii")) {
      versions.put(words[1], words[2]);
    }
  }

  private void owner(String line) {
    var match = OWNER.matcher(line);
    if (match.matches()) {
      var path = match.group(2);
      owners.put(MERGED.matcher(path).matches() ? "/usr" + path : path, match.group(1));
      owners.putIfAbsent(path, match.group(1));
    }
  }

  private Contents contents() {
    var hashes = new TreeMap<String, Sha256>();
    versions.forEach((name, version) -> hashes.put("package " + name + " " + version, hash()));
    files.forEach(
        (path, content) ->
            hashes.computeIfAbsent(part(path), part -> hash()).add(path).add(content));
    return new Contents(
        hashes.entrySet().stream()
            .map(entry -> Part.parse(entry.getKey() + " sha256:" + entry.getValue().hex()))
            .flatMap(Optional::stream)
            .toList());
  }

  private static Sha256 hash() {
    return Sha256.start();
  }

  /** All but the hash of the part that a file belongs to. */
  private String part(String path) {
    var owner = Optional.ofNullable(owners.get(path)).flatMap(this::named);
    if (owner.isPresent()) {
      return "package " + owner.get() + " " + versions.get(owner.get());
    }
    var std = STD.matcher(path);
    return std.matches() ? "std " + std.group(1) : "files " + folder(path);
  }

  /** dpkg calls a package {@code libc6:amd64} in its files, and without a colon where it is one. */
  private Optional<String> named(String owner) {
    int colon = owner.indexOf(':');
    return List.of(owner, colon < 0 ? owner : owner.substring(0, colon)).stream()
        .filter(versions::containsKey)
        .findFirst();
  }

  /** The two outermost folders, without blanks. */
  private static String folder(String path) {
    var names = path.split("/", -1);
    var folder = new StringBuilder();
    for (int i = 1; i < Math.min(3, names.length - 1); i++) {
      folder.append('/').append(names[i].replace(' ', '_'));
    }
    return folder.isEmpty() ? "/" : folder.toString();
  }
}
