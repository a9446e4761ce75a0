package dev.jcross.cli.command;

import dev.jcross.engine.ContainerFacts;
import dev.jcross.housekeeping.Home;
import dev.jcross.housekeeping.Inventory;
import dev.jcross.housekeeping.OwnContainer;
import dev.jcross.housekeeping.OwnImage;
import dev.jcross.housekeeping.OwnVolume;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What is there, for a person to read. */
record InventoryText(Instant now) {
  /**
   * @param superseded ids of those that this jcross would not make any more
   */
  List<String> images(List<OwnImage> images, Set<String> superseded) {
    if (images.isEmpty()) {
      return List.of("jcross has made no images yet");
    }
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("IMAGE", "SIZE", "AGE", "NOTES"));
    for (var image : images) {
      rows.add(
          List.of(
              image.name(),
              Sizes.text(image.sizeBytes()),
              age(image.created()),
              String.join(", ", notes(image, images, superseded))));
    }
    long together = images.stream().mapToLong(OwnImage::ownBytes).sum();
    return withTotal(rows, images.size(), "image", ", " + Sizes.text(together) + " together");
  }

  private static List<String> notes(OwnImage image, List<OwnImage> images, Set<String> superseded) {
    var notes = new ArrayList<String>();
    if (superseded.contains(image.id())) {
      notes.add("superseded");
    }
    image.home().map(InventoryText::home).ifPresent(notes::add);
    long above =
        images.stream().filter(other -> other.base().equals(Optional.of(image.id()))).count()
            + image.builtOn().size();
    if (above > 0) {
      notes.add("below " + count(above, "image"));
    }
    if (!image.containers().isEmpty()) {
      notes.add("used by " + count(image.containers().size(), "container"));
    }
    return notes;
  }

  List<String> volumes(List<OwnVolume> volumes) {
    if (volumes.isEmpty()) {
      return List.of("jcross has made no volumes yet");
    }
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("VOLUME", "SIZE", "AGE", "HOLDS"));
    for (var volume : volumes) {
      var notes = new ArrayList<String>();
      notes.add(volume.purpose());
      volume.home().map(InventoryText::home).ifPresent(notes::add);
      if (!volume.containers().isEmpty()) {
        notes.add("used by " + count(volume.containers().size(), "container"));
      } else if (volume.mounted()) {
        notes.add("in use");
      }
      rows.add(
          List.of(
              volume.name(),
              size(volume.sizeBytes()),
              age(volume.created()),
              String.join(", ", notes)));
    }
    long together = volumes.stream().mapToLong(volume -> volume.sizeBytes().orElse(0)).sum();
    return withTotal(rows, volumes.size(), "volume", ", " + Sizes.text(together));
  }

  List<String> containers(Inventory inventory) {
    if (inventory.containers().isEmpty()) {
      return List.of("jcross has no containers at the moment");
    }
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("CONTAINER", "STATE", "AGE", "FOR"));
    for (var container : inventory.containers()) {
      rows.add(
          List.of(
              container.name(),
              state(container),
              age(container.created()),
              container.purpose() + container.home().map(home -> ", " + home(home)).orElse("")));
    }
    return withTotal(rows, inventory.containers().size(), "container", "");
  }

  List<String> sessions(List<OwnContainer> sessions) {
    if (sessions.isEmpty()) {
      return List.of("no session is kept at the moment");
    }
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("SESSION", "STATE", "AGE", "FOR"));
    for (var session : sessions) {
      rows.add(
          List.of(
              session.name(),
              state(session),
              age(session.created()),
              session.purpose() + session.home().map(home -> ", " + home(home)).orElse("")));
    }
    return withTotal(rows, sessions.size(), "session", "");
  }

  private static String home(Home home) {
    return home.path() + (home.gone() ? " (gone)" : "");
  }

  private static String state(OwnContainer container) {
    if (container.state() != ContainerFacts.State.RUNNING) {
      return container.state().name().toLowerCase(Locale.ROOT);
    }
    return container
        .use()
        .map(
            use ->
                use.commands() == 0
                    ? "idle for " + text(Duration.ofSeconds(use.idleSeconds()))
                    : "runs " + count(use.commands(), "command"))
        .orElse("running");
  }

  private static List<String> withTotal(
      List<List<String>> rows, int count, String what, String rest) {
    var lines = new ArrayList<>(Columns.aligned(rows));
    lines.add("");
    lines.add(count(count, what) + rest);
    return lines;
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String size(OptionalLong bytes) {
    return bytes.isPresent() ? Sizes.text(bytes.getAsLong()) : "?";
  }

  private String age(Instant created) {
    return text(Duration.between(created, now));
  }

  /** In the largest unit that is there at least twice. */
  private static String text(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 2 * 3600) {
      return seconds / 60 + " min";
    }
    return seconds < 2 * 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }
}
