package dev.jcross.cli.command;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.image.BuiltinRecipes;
import dev.jcross.image.ImageSource;
import dev.jcross.target.TargetTriple;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The images that jcross's own recipes make, as they are named for one source of Rust. */
final class BuiltinImages {
  private final Map<TargetTriple, ImageSource.Built> images = new LinkedHashMap<>();

  /**
   * @param rust {@code auto}, {@code rustup} or {@code debian}; it is part of the recipe
   */
  BuiltinImages(BuiltinRecipes recipes, String rust) {
    for (var name : recipes.triples()) {
      if (recipes.image(name, rust).orElse(null) instanceof ImageSource.Built image) {
        images.put(new TargetTriple(name), image);
      }
    }
  }

  /** Sorted by triple. */
  Map<TargetTriple, ImageSource.Built> all() {
    return images;
  }

  /** The image that all of them are built on. */
  ImageSource.Built base() {
    for (var image : images.values()) {
      if (image.base().orElse(null) instanceof ImageSource.Built base) {
        return base;
      }
    }
    throw new IllegalStateException("no recipe builds on images/base");
  }

  /** The size in bytes of each local image; empty for one that is not built. */
  Map<TargetTriple, OptionalLong> sizes(ContainerEngine engine) {
    var sizes = new LinkedHashMap<TargetTriple, OptionalLong>();
    images.forEach(
        (triple, image) ->
            sizes.put(
                triple,
                engine
                    .findImage(image.reference())
                    .map(found -> OptionalLong.of(found.sizeBytes()))
                    .orElseGet(OptionalLong::empty)));
    return sizes;
  }
}
