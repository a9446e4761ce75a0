package dev.jcross.housekeeping;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An image that jcross made.
 *
 * @param names those that jcross gave it; at least one
 * @param shared whether it has names of somebody else's, with which it stays
 * @param target the triple that it was made for; empty if for several
 * @param home the project that it was made for; empty if for all
 * @param base the id of the image below, if jcross made that as well
 * @param sizeBytes with all layers
 * @param ownBytes without those of the base
 * @param containers those that were made from it, by name
 * @param builtOn images of somebody else's on top of it, by name or id
 */
public record OwnImage(
    String id,
    List<String> names,
    boolean shared,
    Kind kind,
    Optional<String> target,
    Optional<Home> home,
    Optional<String> base,
    long sizeBytes,
    long ownBytes,
    Instant created,
    List<String> containers,
    List<String> builtOn)
    implements Belonging {

  /** Who asked for it. */
  public enum Kind {
    /** Debian's small image, made where no registry was in reach. */
    DEBIAN,
    /** A recipe of jcross. */
    RECIPE,
    /** A project: {@code dockerfile} or {@code pre-build}. */
    PROJECT
  }

  static final String PREFIX = "localhost/jcross/";

  public OwnImage {
    names = List.copyOf(names);
    containers = List.copyOf(containers);
    builtOn = List.copyOf(builtOn);
  }

  /** Its first name, without what all names begin with. */
  @Override
  public String name() {
    return shortened(names.getFirst());
  }

  static String shortened(String name) {
    return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
  }

  @Override
  public OptionalLong freesBytes() {
    return OptionalLong.of(shared ? 0 : ownBytes);
  }

  @Override
  public String what() {
    return "image";
  }

  /**
   * Whether the user means this one: a name with or without its beginning and its tag, or an id.
   */
  boolean isCalled(String word) {
    return names.stream().anyMatch(name -> name.equals(word) || shortened(name).equals(word))
        || id.equals(word)
        || (word.matches("[0-9a-f]{6,64}") && id.startsWith("sha256:" + word));
  }
}
