package dev.jcross.lock;

import dev.jcross.image.Contents;
import dev.jcross.image.Part;
import dev.jcross.image.Sha256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads a lock that stands as {@link LockText} writes it, line by line. Every build reads its lock,
 * and a TOML parser takes longer for it than for all other files together.
 */
final class OwnText {
  private static final String ITEM = "  \"";
  private static final String ITEM_END = "\",";

  private final List<LockedTarget> targets = new ArrayList<>();
  private final List<LockedImage> images = new ArrayList<>();

  private OwnText() {}

  /**
   * The lock.
   *
   * @return empty if it makes no sense, or the text is not, byte by byte, what jcross would write
   */
  static Optional<CrossLock> read(String text) {
    try {
      var own = new OwnText();
      // The first block is the head.
      List.of(text.split("\n\n", -1)).stream().skip(1).forEach(own::block);
      var lock = new CrossLock(own.targets, own.images);
      boolean good =
          LockText.of(lock).equals(text)
              && lock.targets().stream().allMatch(row -> LockReader.isComplete(lock, row));
      return good ? Optional.of(lock) : Optional.empty();
    } catch (RuntimeException e) {
      // Whoever reads TOML says what is wrong.
      return Optional.empty();
    }
  }

  private void block(String block) {
    var values = new HashMap<String, String>();
    var lists = new HashMap<String, List<String>>();
    var list = new ArrayList<String>();
    var lines = block.lines().iterator();
    var kind = lines.next();
    while (lines.hasNext()) {
      var line = lines.next();
      if (line.startsWith(ITEM)) {
        list.add(line.substring(ITEM.length(), line.length() - ITEM_END.length()));
      } else if (line.endsWith("[")) {
        list = new ArrayList<>();
        lists.put(line.substring(0, line.indexOf(' ')), list);
      } else if (!line.equals("]")) {
        values.put(
            line.substring(0, line.indexOf(' ')),
            line.substring(line.indexOf('"') + 1, line.length() - 1));
      }
    }
    if (kind.equals("[[target]]")) {
      targets.add(target(values));
    } else {
      images.add(image(values, lists));
    }
  }

  private static LockedTarget target(Map<String, String> values) {
    return new LockedTarget(
        value(values, "name"),
        value(values, "host"),
        value(values, "settings"),
        value(values, "image"));
  }

  private static LockedImage image(Map<String, String> values, Map<String, List<String>> lists) {
    var source =
        values.containsKey("digest")
            ? new LockedImage.Source.Registry(digest(values, "digest"), digest(values, "config"))
            : new LockedImage.Source.Recipe(
                Optional.ofNullable(values.get("on")),
                new Contents.Layer(
                    parts(value(lists, "parts")), lists.getOrDefault("without", List.of())));
    return new LockedImage(value(values, "name"), value(values, "host"), source);
  }

  private static List<Part> parts(List<String> rows) {
    var parts = rows.stream().map(row -> Part.parse(row).orElseThrow()).toList();
    if (new TreeSet<>(parts).size() < parts.size()) {
      throw new IllegalArgumentException("a part stands twice");
    }
    return parts;
  }

  private static String digest(Map<String, String> values, String key) {
    var digest = value(values, key);
    if (!Sha256.isDigest(digest)) {
      throw new IllegalArgumentException(digest);
    }
    return digest;
  }

  private static <T> T value(Map<String, T> values, String key) {
    return Optional.ofNullable(values.get(key)).orElseThrow();
  }
}
