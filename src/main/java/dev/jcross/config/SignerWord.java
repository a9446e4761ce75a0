package dev.jcross.config;

import dev.jcross.trust.Signer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who signs an image, as written on one line. */
final class SignerWord {
  private static final Pattern IDENTITY = Pattern.compile("(\\S+) (https://\\S+)");

  private SignerWord() {}

  /** {@code identity issuer}; empty if it is something else. */
  static Optional<Signer.Identity> identity(String text) {
    var found = IDENTITY.matcher(text);
    return found.matches()
        ? Optional.of(new Signer.Identity(found.group(1), found.group(2)))
        : Optional.empty();
  }

  /**
   * Who is meant.
   *
   * @param directory what a relative path starts at
   */
  static Signer read(String text, Path directory) {
    return switch (text) {
      case "anyone" -> new Signer.Anyone();
      case "nobody" -> new Signer.Nobody();
      default ->
          identity(text)
              .<Signer>map(who -> who)
              .orElseGet(() -> new Signer.Key(directory.resolve(text).normalize(), text));
    };
  }
}
