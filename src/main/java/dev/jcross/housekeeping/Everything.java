package dev.jcross.housekeeping;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides what goes if all is to go. */
public final class Everything {
  private Everything() {}

  /**
   * Containers, then images, then volumes, then what is in the cache.
   *
   * @param local also the images of projects
   * @param force also what is in use
   */
  public static Choice of(
      Inventory inventory, List<CachedFiles> files, boolean local, boolean force, Instant now) {
    var nobody = new Wanted(List.of());
    var containers = ContainerChoice.remove(inventory, nobody, force, now);
    var rest = inventory.without(containers.containers());
    var cache = new Choice.Builder();
    files.forEach(file -> cache.go(file, Optional.empty()));
    return containers
        .and(ImageChoice.remove(rest, nobody, local, force))
        .and(VolumeChoice.remove(rest, nobody, force))
        .and(cache.done());
  }
}
