package dev.jcross.image;

import dev.jcross.target.TargetTriple;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an image of jcross's sets for its own triple ({@code CARGO_TARGET_T_LINKER}, {@code CC_t}),
 * for a target of the user's own that is built in it.
 */
public final class RecipeVariables {
  private RecipeVariables() {}

  /** The variables under the target's name; none if the image is its own, or not jcross's. */
  public static Map<String, String> of(ImageSource image, TargetTriple target) {
    var renamed = new TreeMap<String, String>();
    var recipe = recipe(image);
    if (recipe.isEmpty() || recipe.get().name().equals(target.name())) {
      return renamed;
    }
    var own = new TargetTriple(recipe.get().name());
    DockerfileAssignments.of("ENV", recipe.get().instructions())
        .forEach(
            (name, value) -> {
              var other =
                  name.replace("_" + own.variableName() + "_", "_" + target.variableName() + "_")
                      .replaceFirst(
                          "_" + own.lowerVariableName() + "$", "_" + target.lowerVariableName());
              if (!other.equals(name)) {
                renamed.put(other, value);
              }
            });
    return renamed;
  }

  /** The one that is named by a triple: others may be on top of it. */
  private static Optional<Recipe> recipe(ImageSource image) {
    if (!(image instanceof ImageSource.Built built)) {
      return Optional.empty();
    }
    return built.kind() == ImageSource.Kind.BUILTIN && TargetTriple.isKnown(built.recipe().name())
        ? Optional.of(built.recipe())
        : built.base().flatMap(RecipeVariables::recipe);
  }
}
