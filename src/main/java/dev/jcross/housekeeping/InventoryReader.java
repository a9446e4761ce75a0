package dev.jcross.housekeeping;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerFacts;
import dev.jcross.engine.ImageFacts;
import dev.jcross.engine.VolumeFacts;
import dev.jcross.image.ImageSource;
import dev.jcross.run.Labels;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells what is jcross's from what only inherited its labels, and who uses what. */
final class InventoryReader {
  private static final Pattern NAME = Pattern.compile("localhost/jcross/(.+):([0-9a-f]{16})");
  private static final Pattern OF_PROJECT = Pattern.compile(".+-(?:dockerfile|pre-build)");
  private static final String DEBIAN = new ImageSource.Debian().reference();

  private final ContainerEngine engine;
  private final String machine;

  InventoryReader(ContainerEngine engine, String machine) {
    this.engine = engine;
    this.machine = machine;
  }

  Inventory read() {
    // Containers that somebody made from an image of jcross's are here as well: they use it.
    var containers = new ArrayList<ContainerFacts>();
    for (var listed : engine.containersWithLabel(Labels.KIND)) {
      engine.findContainer(listed.id()).ifPresent(containers::add);
    }
    return new Inventory(
        images(engine.imagesWithLabel(Labels.KIND + "=image"), containers),
        engine.volumesWithLabel(Labels.KIND + "=volume").stream()
            .map(volume -> volume(volume, containers))
            .sorted(Comparator.comparing(OwnVolume::name))
            .toList(),
        containers.stream()
            .filter(InventoryReader::isOwn)
            .map(this::container)
            .sorted(Comparator.comparing(OwnContainer::name))
            .toList());
  }

  private List<OwnImage> images(List<ImageFacts> labelled, List<ContainerFacts> containers) {
    var own = labelled.stream().filter(image -> !ownNames(image).isEmpty()).toList();
    return own.stream()
        .map(image -> image(image, own, labelled, containers))
        .sorted(Comparator.comparing(OwnImage::created).reversed().thenComparing(OwnImage::name))
        .toList();
  }

  /**
   * The names that jcross gave it. What is built on an image of jcross's has the same labels, but
   * no such name: the tag is the recipe's hash.
   */
  private static List<String> ownNames(ImageFacts image) {
    var recipe = image.labels().get(Labels.RECIPE);
    return image.names().stream()
        .filter(
            name -> {
              var parts = NAME.matcher(name);
              return recipe == null
                  ? name.equals(DEBIAN) && "debian".equals(image.labels().get(Labels.PURPOSE))
                  : parts.matches() && parts.group(2).equals(recipe);
            })
        .sorted()
        .toList();
  }

  private OwnImage image(
      ImageFacts image,
      List<ImageFacts> own,
      List<ImageFacts> labelled,
      List<ContainerFacts> containers) {
    var names = ownNames(image);
    var base =
        Optional.ofNullable(image.labels().get(Labels.BASE))
            .flatMap(id -> own.stream().filter(other -> other.id().equals(id)).findFirst());
    return new OwnImage(
        image.id(),
        names,
        image.names().size() > names.size(),
        kind(names.getFirst()),
        target(image, names.getFirst()),
        home(image.labels()),
        base.map(ImageFacts::id),
        image.sizeBytes(),
        Math.max(0, image.sizeBytes() - base.map(ImageFacts::sizeBytes).orElse(0L)),
        image.created(),
        containers.stream()
            .filter(container -> container.image().equals(image.id()))
            .map(ContainerFacts::name)
            .sorted()
            .toList(),
        labelled.stream()
            .filter(other -> !own.contains(other) && inherits(other, image))
            // One without a name may be jcross's, replaced by a newer one of the same name.
            .filter(other -> !other.names().isEmpty())
            .map(other -> other.names().getFirst())
            .sorted()
            .toList());
  }

  private static boolean inherits(ImageFacts other, ImageFacts image) {
    return List.of(Labels.RECIPE, Labels.BASE, Labels.PURPOSE).stream()
        .allMatch(
            label ->
                java.util.Objects.equals(other.labels().get(label), image.labels().get(label)));
  }

  private static OwnImage.Kind kind(String name) {
    var parts = NAME.matcher(name);
    if (!parts.matches()) {
      return OwnImage.Kind.DEBIAN;
    }
    return OF_PROJECT.matcher(parts.group(1)).matches()
        ? OwnImage.Kind.PROJECT
        : OwnImage.Kind.RECIPE;
  }

  /** The base was made for some target first, and serves all. */
  private static Optional<String> target(ImageFacts image, String name) {
    return Optional.ofNullable(image.labels().get(Labels.CROSS_TARGET))
        .filter(target -> !name.startsWith(OwnImage.PREFIX + "base:"))
        .filter(target -> !name.startsWith(OwnImage.PREFIX + "rustup:"));
  }

  private OwnVolume volume(VolumeFacts volume, List<ContainerFacts> containers) {
    return new OwnVolume(
        volume.name(),
        volume.labels().getOrDefault(Labels.PURPOSE, ""),
        Optional.ofNullable(volume.labels().get(Labels.TARGET)),
        home(volume.labels()),
        Optional.ofNullable(volume.labels().get(Labels.IMAGE)),
        volume.sizeBytes(),
        volume.created(),
        volume.inUse(),
        containers.stream()
            .filter(
                container ->
                    container.mounts().stream()
                        .anyMatch(mount -> mount.name().equals(volume.name())))
            .map(ContainerFacts::name)
            .sorted()
            .toList());
  }

  private static boolean isOwn(ContainerFacts container) {
    var kind = container.labels().getOrDefault(Labels.KIND, "");
    return kind.equals("session") || kind.equals("helper");
  }

  private OwnContainer container(ContainerFacts container) {
    boolean session = "session".equals(container.labels().get(Labels.KIND));
    return new OwnContainer(
        container.id(),
        container.name(),
        session,
        container.state(),
        container.labels().getOrDefault(Labels.PURPOSE, ""),
        Optional.ofNullable(container.labels().get(Labels.TARGET)),
        home(container.labels()),
        container.created(),
        session && container.state() == ContainerFacts.State.RUNNING
            ? SessionLook.into(engine, container.id())
            : Optional.empty());
  }

  private Optional<Home> home(Map<String, String> labels) {
    return Optional.ofNullable(labels.get(Labels.PROJECT))
        .map(path -> new Home(path, isHere(labels) && isGone(path)));
  }

  private boolean isHere(Map<String, String> labels) {
    return !machine.isEmpty() && machine.equals(labels.get(Labels.MACHINE));
  }

  /** What may not be looked at is not gone. */
  private static boolean isGone(String path) {
    try {
      return Files.notExists(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
