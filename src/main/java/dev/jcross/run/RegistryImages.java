package dev.jcross.run;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ImageFacts;
import dev.jcross.event.Event;
import dev.jcross.event.EventSink;
import dev.jcross.image.ImageSource;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.util.Optional;

/** Images that would be built, and that a registry may have ready. None of it has to work. */
final class RegistryImages {
  private final ContainerEngine engine;
  private final EventSink events;
  private final TrustedImages trusted;

  RegistryImages(ContainerEngine engine, EventSink events, TrustedImages trusted) {
    this.trusted = trusted;
    this.engine = engine;
    this.events = events;
  }

  /** The image from its registry, under its own name; empty if it has to be built. */
  Optional<ImageFacts> find(ImageSource.Built built) {
    return built.pullFrom().flatMap(name -> pull(built, name));
  }

  private Optional<ImageFacts> pull(ImageSource.Built built, String name) {
    var work = "image " + name;
    events.tell(new Event.Started(work, "Pulling image " + name));
    try {
      engine.pullImage(name, Optional.empty(), work, events);
    } catch (ProblemException e) {
      events.tell(new Event.Failed(work));
      var problem = e.problems().getFirst();
      if (problem.code() != ProblemCode.IMAGE_PULL) {
        throw e;
      }
      events.tell(new Event.Note(problem.summary() + "; it is built here"));
      return Optional.empty();
    }
    var pulled = engine.findImage(name);
    var flaw = pulled.flatMap(image -> flaw(image, built));
    if (pulled.isEmpty() || flaw.isPresent()) {
      events.tell(new Event.Failed(work));
      engine.removeImage(name, false);
      flaw.ifPresent(
          text ->
              events.tell(
                  new Event.Note("the image '" + name + "' " + text + "; it is built here")));
      return Optional.empty();
    }
    trusted.check(name, pulled.get());
    engine.tagImage(name, built.reference());
    events.tell(new Event.Finished(work, "Pulled image " + name));
    return engine.findImage(built.reference());
  }

  /** Recipes have one name on all machines, and make other images on other ones. */
  private Optional<String> flaw(ImageFacts image, ImageSource.Built built) {
    var recipe = image.labels().getOrDefault(Labels.RECIPE, "");
    if (!recipe.equals(built.hash())) {
      return Optional.of(
          recipe.isEmpty()
              ? "was not made by a recipe of jcross"
              : "was made by another recipe, " + recipe);
    }
    var own = rustName(engine.facts().architecture());
    return rustName(image.architecture()).equals(own)
        ? Optional.empty()
        : Optional.of("is for " + image.architecture() + ", not for " + own);
  }

  private static String rustName(String architecture) {
    return switch (architecture) {
      case "amd64" -> "x86_64";
      case "arm64" -> "aarch64";
      default -> architecture;
    };
  }
}
