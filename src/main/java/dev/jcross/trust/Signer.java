package dev.jcross.trust;

import java.nio.file.Path;
import java.util.Objects;

/** Who must have signed an image. */
public sealed interface Signer {
  /** As the end of a sentence on an image: {@code must be signed by …}. */
  String text();

  /**
   * Who has the private half of a key.
   *
   * @param file public keys in PEM form, of which any will do; absolute
   * @param written as the user wrote it
   */
  record Key(Path file, String written) implements Signer {
    public Key {
      Objects.requireNonNull(file);
      Objects.requireNonNull(written);
    }

    @Override
    public String text() {
      return "must be signed with " + written;
    }
  }

  /**
   * Who could show an identity when signing.
   *
   * @param identity such as an address, or the path of a workflow
   * @param issuer the URL of who vouches for it
   */
  record Identity(String identity, String issuer) implements Signer {
    public Identity {
      Objects.requireNonNull(identity);
      Objects.requireNonNull(issuer);
    }

    @Override
    public String text() {
      return "must be signed by " + identity + " (" + issuer + ")";
    }
  }

  /** Nobody has to. */
  record Anyone() implements Signer {
    @Override
    public String text() {
      return "needs no signature";
    }
  }

  /** Such images are not taken at all. */
  record Nobody() implements Signer {
    @Override
    public String text() {
      return "must not be used";
    }
  }
}
