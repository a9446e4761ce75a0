package dev.jcross.housekeeping;

import dev.jcross.housekeeping.OwnImage.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Decides which images go. */
public final class ImageChoice {
  private final Inventory inventory;
  private final boolean force;
  private final Choice.Builder choice = new Choice.Builder();

  private ImageChoice(Inventory inventory, boolean force) {
    this.inventory = inventory;
    this.force = force;
  }

  /**
   * What the user names.
   *
   * @param local whether a target, or everything, means the images of projects as well
   * @param force whether sessions are ended for it
   * @throws dev.jcross.problem.ProblemException USAGE for names of no image of jcross's
   */
  public static Choice remove(Inventory inventory, Wanted wanted, boolean local, boolean force) {
    var meant = meant(inventory, wanted, local);
    return new ImageChoice(inventory, force)
        .choose(image -> meant.contains(image) ? Optional.of("") : Optional.empty());
  }

  /**
   * The images that the user means.
   *
   * @param local whether a target, or everything, means the images of projects as well
   * @throws dev.jcross.problem.ProblemException USAGE for names of no image of jcross's
   */
  public static List<OwnImage> meant(Inventory inventory, Wanted wanted, boolean local) {
    return wanted
        .of(
            inventory.images(),
            "images",
            (image, word) ->
                image.isCalled(word)
                    || (image.target().equals(Optional.of(word)) && isMeant(image, local)))
        .stream()
        .filter(image -> !wanted.everything() || isMeant(image, local))
        .toList();
  }

  private static boolean isMeant(OwnImage image, boolean local) {
    return local || image.kind() != Kind.PROJECT;
  }

  /**
   * What this jcross would not use any more.
   *
   * @param current every name that its recipes give
   */
  public static Choice prune(Inventory inventory, Set<String> current) {
    var superseded = superseded(inventory, current);
    return new ImageChoice(inventory, false)
        .choose(
            image ->
                image.home().filter(Home::gone).isPresent()
                    ? image.home().map(home -> "its project " + home.path() + " is gone")
                    : superseded.contains(image.id())
                        ? Optional.of("superseded")
                        : Optional.empty());
  }

  /** The ids of those that this jcross's recipes no longer make, and of what is built on them. */
  public static Set<String> superseded(Inventory inventory, Set<String> current) {
    var superseded = new HashSet<String>();
    for (var image : inventory.images().reversed()) {
      boolean old =
          switch (image.kind()) {
            case DEBIAN -> false;
            case RECIPE -> image.names().stream().noneMatch(current::contains);
            case PROJECT -> image.base().filter(superseded::contains).isPresent();
          };
      if (old) {
        superseded.add(image.id());
      }
    }
    return superseded;
  }

  /** The latest come first, so what is built on an image was looked at before it. */
  private Choice choose(Function<OwnImage, Optional<String>> why) {
    for (var image : inventory.images()) {
      why.apply(image).ifPresent(reason -> choose(image, reason));
    }
    return choice.done();
  }

  private void choose(OwnImage image, String why) {
    if (!image.shared()) {
      var above =
          inventory.images().stream()
              .filter(other -> other.base().equals(Optional.of(image.id())))
              .filter(other -> !choice.goesAlready(other))
              .map(OwnImage::name)
              .findFirst();
      if (above.isPresent()) {
        choice.stay(image, "'" + above.get() + "' is built on it", "");
        return;
      }
      if (!image.builtOn().isEmpty()) {
        choice.stay(image, "your image '" + image.builtOn().getFirst() + "' is built on it", "");
        return;
      }
      if (!Users.free(image, image.containers(), inventory, force, choice)) {
        return;
      }
    }
    choice.go(image, Optional.of(why).filter(text -> !text.isEmpty()));
  }
}
