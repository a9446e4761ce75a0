package dev.jcross.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The names that rustc knows, from a list that travels with jcross; read when first asked for. */
final class KnownTriples {
  /** What it once knew under another name: only what scripts still say. */
  static final Map<TargetTriple, TargetTriple> RENAMED =
      Map.of(new TargetTriple("wasm32-wasi"), new TargetTriple("wasm32-wasip1"));

  private KnownTriples() {}

  static boolean contains(String name) {
    return Names.SET.contains(name);
  }

  static List<String> names() {
    return Names.SORTED;
  }

  static List<TargetTriple> all() {
    return Triples.SORTED;
  }

  private static final class Names {
    static final List<String> SORTED = read();
    static final Set<String> SET = Set.copyOf(SORTED);
  }

  private static final class Triples {
    static final List<TargetTriple> SORTED = Names.SORTED.stream().map(TargetTriple::new).toList();
  }

  private static List<String> read() {
    try (var stream = KnownTriples.class.getResourceAsStream("rustc-targets.txt")) {
      var text =
          new String(
              Objects.requireNonNull(stream, "rustc-targets.txt is missing").readAllBytes(),
              StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
