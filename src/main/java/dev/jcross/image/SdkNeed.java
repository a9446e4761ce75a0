package dev.jcross.image;

import dev.jcross.target.SdkKind;
import java.util.Objects;
import java.util.Optional;

/**
 * A development kit that an image looks for at {@code /sdk}.
 *
 * @param optional whether programs can be built without it
 */
public record SdkNeed(SdkKind kind, boolean optional) {
  private static final String OPTIONAL = " optional";

  public SdkNeed {
    Objects.requireNonNull(kind);
  }

  /** Reads {@code msvc} or {@code apple optional}; empty if it is neither. */
  static Optional<SdkNeed> parse(String label) {
    boolean optional = label.endsWith(OPTIONAL);
    var word = optional ? label.substring(0, label.length() - OPTIONAL.length()) : label;
    return SdkKind.named(word).map(kind -> new SdkNeed(kind, optional));
  }
}
