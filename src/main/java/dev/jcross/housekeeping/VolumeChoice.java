package dev.jcross.housekeeping;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Decides which volumes go. */
public final class VolumeChoice {
  private VolumeChoice() {}

  /**
   * What the user names.
   *
   * @param force whether sessions are ended for it
   * @throws dev.jcross.problem.ProblemException USAGE for names of no volume of jcross's
   */
  public static Choice remove(Inventory inventory, Wanted wanted, boolean force) {
    var meant = meant(inventory, wanted);
    return choose(
        inventory, force, volume -> meant.contains(volume) ? Optional.of("") : Optional.empty());
  }

  /**
   * The volumes that the user means.
   *
   * @throws dev.jcross.problem.ProblemException USAGE for names of no volume of jcross's
   */
  public static List<OwnVolume> meant(Inventory inventory, Wanted wanted) {
    return wanted.of(
        inventory.volumes(),
        "volumes",
        (volume, word) -> volume.name().equals(word) || volume.target().equals(Optional.of(word)));
  }

  /**
   * Intermediate files that no build will find again.
   *
   * @param current every name that jcross's own recipes give to images
   */
  public static Choice prune(Inventory inventory, Set<String> current) {
    var superseded = ImageChoice.superseded(inventory, current);
    return choose(
        inventory,
        false,
        volume ->
            volume.home().filter(Home::gone).isPresent()
                ? volume.home().map(home -> "its project " + home.path() + " is gone")
                : volume.image().flatMap(image -> whyOf(image, inventory, current, superseded)));
  }

  /** Of an image that is pulled nobody knows whether it will be used again. */
  private static Optional<String> whyOf(
      String image, Inventory inventory, Set<String> current, Set<String> superseded) {
    if (!image.startsWith(OwnImage.PREFIX) || current.contains(image)) {
      return Optional.empty();
    }
    var present =
        inventory.images().stream().filter(one -> one.names().contains(image)).findFirst();
    var name = OwnImage.shortened(image);
    if (present.isEmpty()) {
      return Optional.of("its image " + name + " is gone");
    }
    return present
        .filter(one -> superseded.contains(one.id()))
        .map(one -> "its image " + name + " is superseded");
  }

  private static Choice choose(
      Inventory inventory, boolean force, Function<OwnVolume, Optional<String>> why) {
    var choice = new Choice.Builder();
    for (var volume : inventory.volumes()) {
      var reason = why.apply(volume);
      if (reason.isEmpty()) {
        continue;
      }
      if (volume.mounted() && volume.containers().isEmpty()) {
        choice.stay(volume, "a container of yours mounts it", "remove that container first");
      } else if (Users.free(volume, volume.containers(), inventory, force, choice)) {
        choice.go(volume, reason.filter(text -> !text.isEmpty()));
      }
    }
    return choice.done();
  }
}
