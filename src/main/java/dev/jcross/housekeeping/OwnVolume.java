package dev.jcross.housekeeping;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A volume that jcross made.
 *
 * @param purpose what it holds, in words
 * @param target empty if it serves all
 * @param home the project that it serves; empty if it serves all
 * @param image the name of the image that its files were made with
 * @param sizeBytes where the engine counts it
 * @param mounted whether any container mounts it
 * @param containers of jcross's containers those that mount it, by name
 */
public record OwnVolume(
    String name,
    String purpose,
    Optional<String> target,
    Optional<Home> home,
    Optional<String> image,
    OptionalLong sizeBytes,
    Instant created,
    boolean mounted,
    List<String> containers)
    implements Belonging {

  public OwnVolume {
    containers = List.copyOf(containers);
  }

  @Override
  public OptionalLong freesBytes() {
    return sizeBytes;
  }

  @Override
  public String what() {
    return "volume";
  }
}
