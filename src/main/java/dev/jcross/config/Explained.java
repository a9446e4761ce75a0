package dev.jcross.config;

import java.util.List;
import java.util.Objects;

/**
 * What holds for one key, and why.
 *
 * @param key as in Cross.toml: {@code env.passthrough}
 * @param value as it would stand in Cross.toml; {@code -} if nothing is set
 * @param origins who said it, the strongest first; several where lists are added up; never empty
 * @param weaker what others said in vain, the strongest first
 */
public record Explained(
    String key, String value, List<Origin> origins, List<Setting<String>> weaker) {
  public Explained {
    Objects.requireNonNull(key);
    Objects.requireNonNull(value);
    origins = List.copyOf(origins);
    weaker = List.copyOf(weaker);
    if (origins.isEmpty()) {
      throw new IllegalArgumentException(key + " comes from nowhere");
    }
  }

  /** Whether this takes the place of another about the same key, for nobody has set that. */
  public boolean decides(Explained other) {
    return key.equals(other.key) && other.origins.equals(List.of(Origin.BUILT_IN));
  }

  /** The strongest of those who said it. */
  public Origin origin() {
    return origins.getFirst();
  }
}
