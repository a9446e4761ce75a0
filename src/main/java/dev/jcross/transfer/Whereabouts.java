package dev.jcross.transfer;

import dev.jcross.host.Confinement;
import dev.jcross.host.HostFacts;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where jcross stands, as far as it matters for what an engine sees of its files.
 *
 * @param remote what the user says about it: true if the engine sees none of them, false if it sees
 *     all; empty: jcross is to find out
 * @param far whether the engine's address is another machine's
 * @param user whose files they are, for names
 * @param state where is kept what was brought, absolute; need not exist
 */
public record Whereabouts(
    Optional<Boolean> remote,
    boolean far,
    Confinement confinement,
    long user,
    Path state,
    Wishes wishes) {

  /**
   * What is brought where the engine sees nothing.
   *
   * @param caches whether directories of the project too that say they are caches
   * @param wholeTarget whether cargo's intermediate files come back too, where the target directory
   *     has them
   * @param artifacts whether results come back
   */
  public record Wishes(boolean caches, boolean wholeTarget, boolean artifacts) {
    static final Wishes USUAL = new Wishes(false, false, true);

    static Wishes of(HostFacts host) {
      return new Wishes(
          asked(host, "CROSS_REMOTE_COPY_CACHE"),
          asked(host, "CROSS_REMOTE_COPY_FULL_TARGET_DIR"),
          !asked(host, "CROSS_REMOTE_SKIP_BUILD_ARTIFACTS"));
    }

    private static boolean asked(HostFacts host, String name) {
      return host.variable(name).filter(Whereabouts::yes).isPresent();
    }
  }

  private static final Pattern ADDRESS =
      Pattern.compile("(?<scheme>[a-z]+)://(?:[^@/]*@)?(?<name>\\[[^]]*]|[^:/]*).*");

  private static final Set<String> NEAR = Set.of("", "localhost", "127.0.0.1", "[::1]");

  public Whereabouts {
    Objects.requireNonNull(remote);
    Objects.requireNonNull(confinement);
    Objects.requireNonNull(state);
    Objects.requireNonNull(wishes);
  }

  /**
   * Those of this process.
   *
   * @param endpoint the engine's address, as it was written
   */
  public static Whereabouts of(HostFacts host, String endpoint) {
    return new Whereabouts(
        host.variable("CROSS_REMOTE").map(Whereabouts::yes),
        far(endpoint),
        Confinement.read(host),
        host.user().uid(),
        host.cacheDirectory().resolve("remote"),
        Wishes.of(host));
  }

  /** As cross reads it: true, false, or a number. */
  private static boolean yes(String word) {
    return !word.equals("false") && !word.matches("0+");
  }

  static boolean far(String endpoint) {
    var parts = ADDRESS.matcher(endpoint);
    if (!parts.matches()) {
      return false;
    }
    var name = parts.group("name").toLowerCase(Locale.ROOT);
    return switch (parts.group("scheme")) {
      case "ssh" -> true;
      case "tcp", "http", "https" -> !NEAR.contains(name) && !name.startsWith("127.");
      default -> false;
    };
  }
}
