package dev.jcross.trust;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Who must have signed images of some names.
 *
 * @param images a name without a tag, or the start of names: {@code registry.example/team/*}
 * @param origin who said so
 */
public record TrustRule(String images, Signer signer, String origin) {
  private static final Pattern IMAGES =
      Pattern.compile("\\*|[A-Za-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)*(/\\*)?");

  public TrustRule {
    Objects.requireNonNull(images);
    Objects.requireNonNull(signer);
    Objects.requireNonNull(origin);
  }

  /** Whether names of images can be meant. */
  public static boolean isPattern(String text) {
    return IMAGES.matcher(text).matches();
  }

  boolean covers(Repository repository) {
    if (images.equals("*")) {
      return true;
    }
    if (!images.endsWith("/*")) {
      return Repository.of(images).equals(repository);
    }
    var start = images.substring(0, images.length() - 1);
    // Two more parts, so that nothing is put between them and a host.
    var full = Repository.of(start + "x/x").toString();
    return repository.toString().startsWith(full.substring(0, full.length() - 3));
  }
}
