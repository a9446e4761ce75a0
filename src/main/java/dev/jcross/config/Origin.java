package dev.jcross.config;

import dev.jcross.problem.Place;
import java.util.Objects;

/** Which layer said something, and where exactly. */
public record Origin(Layer layer, Place place) {
  /** The order is the precedence: a flag beats a variable, and so on. */
  public enum Layer {
    FLAG,
    VARIABLE,
    CROSS_TOML,
    CARGO_TOML,
    DEFAULT
  }

  public Origin {
    Objects.requireNonNull(layer);
    Objects.requireNonNull(place);
  }

  public static final Origin BUILT_IN = new Origin(Layer.DEFAULT, Place.of("default"));

  /** As shown to the user: the place. */
  @Override
  public String toString() {
    return place.toString();
  }
}
