package dev.jcross.housekeeping;

import dev.jcross.engine.ContainerEngine;
import java.util.List;

/**
 * Everything in an engine that jcross made.
 *
 * @param images the latest first, so that each comes before what it is built on
 * @param volumes by name
 * @param containers by name
 */
public record Inventory(
    List<OwnImage> images, List<OwnVolume> volumes, List<OwnContainer> containers) {
  public Inventory {
    images = List.copyOf(images);
    volumes = List.copyOf(volumes);
    containers = List.copyOf(containers);
  }

  /**
   * Asks the engine.
   *
   * @param machine which paths can be looked for: those of the machine of that name
   */
  public static Inventory read(ContainerEngine engine, String machine) {
    return new InventoryReader(engine, machine).read();
  }

  /** Those of the containers in which commands run. */
  public List<OwnContainer> sessions() {
    return containers.stream().filter(OwnContainer::session).toList();
  }

  /** What is left when these containers are gone. */
  Inventory without(List<OwnContainer> gone) {
    var names = gone.stream().map(OwnContainer::name).toList();
    return new Inventory(
        images.stream().map(image -> without(image, names)).toList(),
        volumes.stream().map(volume -> without(volume, names)).toList(),
        containers.stream().filter(container -> !gone.contains(container)).toList());
  }

  private static OwnImage without(OwnImage image, List<String> gone) {
    return new OwnImage(
        image.id(),
        image.names(),
        image.shared(),
        image.kind(),
        image.target(),
        image.home(),
        image.base(),
        image.sizeBytes(),
        image.ownBytes(),
        image.created(),
        less(image.containers(), gone),
        image.builtOn());
  }

  private static OwnVolume without(OwnVolume volume, List<String> gone) {
    var left = less(volume.containers(), gone);
    return new OwnVolume(
        volume.name(),
        volume.purpose(),
        volume.target(),
        volume.home(),
        volume.image(),
        volume.sizeBytes(),
        volume.created(),
        volume.mounted() && (volume.containers().isEmpty() || !left.isEmpty()),
        left);
  }

  private static List<String> less(List<String> all, List<String> gone) {
    return all.stream().filter(name -> !gone.contains(name)).toList();
  }
}
