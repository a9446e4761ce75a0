package dev.jcross.housekeeping;

import dev.jcross.engine.ContainerFacts.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What an engine may hold, in few words. */
final class Things {
  static final String PI = "aarch64-unknown-linux-gnu";
  static final String PC = "x86_64-unknown-linux-gnu";
  static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");

  private Things() {}

  static OwnImage base(String hash) {
    return image("base", hash, OwnImage.Kind.RECIPE, Optional.empty(), Optional.empty());
  }

  static OwnImage recipe(String target, String hash, OwnImage base) {
    return image(target, hash, OwnImage.Kind.RECIPE, Optional.of(target), Optional.of(base.id()));
  }

  static OwnImage preBuild(String hash, OwnImage base) {
    return image(
        PI + "-pre-build", hash, OwnImage.Kind.PROJECT, Optional.of(PI), Optional.of(base.id()));
  }

  private static OwnImage image(
      String name,
      String hash,
      OwnImage.Kind kind,
      Optional<String> target,
      Optional<String> base) {
    return new OwnImage(
        "sha256:" + hash.repeat(4),
        List.of("localhost/jcross/" + name + ":" + hash),
        false,
        kind,
        target,
        Optional.empty(),
        base,
        300,
        100,
        Instant.EPOCH,
        List.of(),
        List.of());
  }

  static OwnImage usedBy(OwnImage image, String... containers) {
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
        List.of(containers),
        image.builtOn());
  }

  static OwnImage of(OwnImage image, Home home) {
    return new OwnImage(
        image.id(),
        image.names(),
        image.shared(),
        image.kind(),
        image.target(),
        Optional.of(home),
        image.base(),
        image.sizeBytes(),
        image.ownBytes(),
        image.created(),
        image.containers(),
        image.builtOn());
  }

  static OwnImage below(OwnImage image, boolean shared, String... foreign) {
    return new OwnImage(
        image.id(),
        image.names(),
        shared,
        image.kind(),
        image.target(),
        image.home(),
        image.base(),
        image.sizeBytes(),
        image.ownBytes(),
        image.created(),
        image.containers(),
        List.of(foreign));
  }

  static OwnContainer session(String name, int commands) {
    return new OwnContainer(
        name + "-id",
        name,
        true,
        State.RUNNING,
        "compile for " + PI,
        Optional.of(PI),
        Optional.of(new Home("/work/app", false)),
        Instant.EPOCH,
        Optional.of(new OwnContainer.Use(commands, 0)));
  }

  static OwnContainer container(String name, State state, Instant created) {
    return new OwnContainer(
        name + "-id",
        name,
        true,
        state,
        "compile for " + PI,
        Optional.of(PI),
        Optional.empty(),
        created,
        Optional.empty());
  }

  static OwnVolume crates(String... containers) {
    return volume("jcross-cargo-1000", Optional.empty(), Optional.empty(), containers);
  }

  static OwnVolume build(String name, Home home, String image, String... containers) {
    return volume(name, Optional.of(home), Optional.of(image), containers);
  }

  private static OwnVolume volume(
      String name, Optional<Home> home, Optional<String> image, String... containers) {
    return new OwnVolume(
        name,
        "something",
        home.map(known -> PI),
        home,
        image,
        OptionalLong.of(50),
        Instant.EPOCH,
        containers.length > 0,
        List.of(containers));
  }

  /** A choice in words: what goes and why, what stays and why. */
  static List<String> words(Choice choice) {
    var words = new java.util.ArrayList<String>();
    choice
        .goes()
        .forEach(
            chosen ->
                words.add(chosen.what().name() + chosen.why().map(why -> ": " + why).orElse("")));
    choice.stays().forEach(kept -> words.add("not " + kept.what().name() + ": " + kept.why()));
    return words;
  }
}
