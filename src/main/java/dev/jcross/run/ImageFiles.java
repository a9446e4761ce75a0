package dev.jcross.run;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ImageFacts;
import java.util.List;
import java.util.Optional;

/** Looks into images. */
public final class ImageFiles {
  private final ContainerEngine engine;
  private final List<String> sweep;

  /**
   * A look through an engine.
   *
   * @param sweep see {@link Surroundings#sweep}
   */
  public ImageFiles(ContainerEngine engine, List<String> sweep) {
    this.engine = engine;
    this.sweep = List.copyOf(sweep);
  }

  /** The text of a file that everybody may read; empty if the image has none of that path. */
  public Optional<String> read(ImageFacts image, String path) {
    try (var helper =
        HelperContainer.start(
            engine,
            sweep,
            image.id(),
            "65534:65534",
            List.of(),
            List.of(),
            Optional.empty(),
            "looks into an image")) {
      var result = helper.run("cat", path);
      return result.status() == 0 ? Optional.of(result.output()) : Optional.empty();
    }
  }
}
