package dev.jcross.image;

import java.util.Objects;
import java.util.Optional;

/** What an image is made of: a chain that ends in an image which is pulled. */
public sealed interface ImageSource {
  /** The registry of names that have none. */
  String HUB = "docker.io";

  /** The name under which the engine knows it, once it is there. */
  String reference();

  /** Who asked for the image. */
  enum Kind {
    /** A recipe of jcross. */
    BUILTIN,
    /** {@code image} in the settings. */
    CONFIG,
    /** {@code dockerfile} in the settings. */
    DOCKERFILE,
    /** {@code pre-build} in the settings. */
    PRE_BUILD
  }

  /**
   * Debian's small image, from which all recipes start: pulled, or made from Debian's packages
   * where no registry is in reach.
   */
  record Debian() implements ImageSource {
    /** The release that the recipes are written for. */
    public static final String RELEASE = "trixie";

    @Override
    public String reference() {
      return "debian:" + RELEASE + "-slim";
    }
  }

  /**
   * An image as it is; pulled if it is not there.
   *
   * @param locked whether the digest in the reference is that of Cross.lock, not the user's
   */
  record Pulled(String reference, Optional<String> platform, boolean locked)
      implements ImageSource {
    public Pulled {
      Objects.requireNonNull(reference);
      Objects.requireNonNull(platform);
    }

    /** An image that is not locked. */
    public Pulled(String reference, Optional<String> platform) {
      this(reference, platform, false);
    }

    /**
     * The same image by its digest, whatever the name stands for by now.
     *
     * @param digest {@code sha256:…}
     */
    public Pulled at(String digest) {
      return new Pulled(repository() + "@" + digest, platform, !reference.contains("@"));
    }

    /** The host that it comes from, with its port; Docker Hub's name if the reference has none. */
    public String registry() {
      int slash = reference.indexOf('/');
      var first = slash < 0 ? "" : reference.substring(0, slash);
      // As Docker tells a host from the first part of a path (distribution/reference).
      boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
      return host ? first : HUB;
    }

    /** The reference without tag and digest. */
    public String repository() {
      int at = reference.indexOf('@');
      var name = at < 0 ? reference : reference.substring(0, at);
      // A colon in front of a slash is that of a port.
      int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
      return colon < 0 ? name : name.substring(0, colon);
    }
  }

  /**
   * A recipe built on another image. Its name follows from its content and from the name of its
   * base, so equal inputs share one image.
   *
   * @param baseArgument the build argument that tells the Dockerfile its base; empty if it names
   *     its base itself
   * @param pullFrom the name under which a registry may have it ready
   */
  record Built(
      String reference,
      Optional<ImageSource> base,
      Kind kind,
      Recipe recipe,
      String baseArgument,
      Optional<String> pullFrom)
      implements ImageSource {

    public Built {
      Objects.requireNonNull(reference);
      Objects.requireNonNull(base);
      Objects.requireNonNull(kind);
      Objects.requireNonNull(recipe);
      Objects.requireNonNull(baseArgument);
      Objects.requireNonNull(pullFrom);
    }

    /** An image that no registry has. */
    public Built(
        String reference,
        Optional<ImageSource> base,
        Kind kind,
        Recipe recipe,
        String baseArgument) {
      this(reference, base, kind, recipe, baseArgument, Optional.empty());
    }

    /** The same recipe on another image. */
    public Built onTopOf(ImageSource other) {
      return on(other, kind, recipe, baseArgument);
    }

    static Built on(ImageSource base, Kind kind, Recipe recipe, String baseArgument) {
      var hash = Sha256.start().add(recipe.contentHash()).add(base.reference()).hex();
      return new Built(name(kind, recipe, hash), Optional.of(base), kind, recipe, baseArgument);
    }

    static Built alone(Kind kind, Recipe recipe) {
      return new Built(
          name(kind, recipe, recipe.contentHash()), Optional.empty(), kind, recipe, "");
    }

    private static String name(Kind kind, Recipe recipe, String hash) {
      var suffix =
          switch (kind) {
            case BUILTIN, CONFIG -> "";
            case DOCKERFILE -> "-dockerfile";
            case PRE_BUILD -> "-pre-build";
          };
      return "localhost/jcross/" + recipe.name() + suffix + ":" + hash.substring(0, 16);
    }

    /** The same image, which a registry may have ready, as may be those below it. */
    public Built orPulledFrom(String registry) {
      return new Built(
          reference,
          base.map(below -> below instanceof Built lower ? lower.orPulledFrom(registry) : below),
          kind,
          recipe,
          baseArgument,
          kind == Kind.BUILTIN
              ? Optional.of(registry + "/" + recipe.name() + ":" + hash())
              : Optional.empty());
    }

    /** The pulled image that the chain ends in; empty if it ends in another. */
    public Optional<Pulled> pulled() {
      return base.flatMap(
          below ->
              switch (below) {
                case Pulled pulled -> Optional.of(pulled);
                case Debian debian -> Optional.empty();
                case Built lower -> lower.pulled();
              });
    }

    /** The recipe hash: the tag of the image, 16 hexadecimal digits. */
    public String hash() {
      return reference.substring(reference.lastIndexOf(':') + 1);
    }
  }
}
