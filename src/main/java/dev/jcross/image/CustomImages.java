package dev.jcross.image;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The images that a project makes for itself: from a Dockerfile, and by pre-build on top. */
public final class CustomImages {
  /** COPY or ADD that takes from the context; {@code --from} takes from another stage. */
  private static final Pattern READS_CONTEXT =
      Pattern.compile("(?im)^\\s*(?:onbuild\\s+)?(?:copy|add)\\s+(?!(?:--\\S+\\s+)*--from=)");

  /** A Dockerfile can start from the image that jcross would have taken. */
  private static final Pattern NAMES_BASE =
      Pattern.compile("(?im)^\\s*arg\\s+(CROSS_BASE_IMAGE|JCROSS_BASE)\\b");

  static final String SCRIPT = "jcross-pre-build/script";
  static final String STOP_AT_FAILURE = "set -e";

  private CustomImages() {}

  /**
   * The image of a user's Dockerfile.
   *
   * @param base the image that the target would have had; handed over as {@code CROSS_BASE_IMAGE}
   *     if the Dockerfile asks for it
   * @throws dev.jcross.problem.ProblemException FILE if the context cannot be read
   */
  public static ImageSource dockerfile(
      String triple,
      Path dockerfile,
      Path context,
      Map<String, String> arguments,
      Optional<ImageSource> base) {
    try {
      var text = Files.readString(dockerfile);
      var files = new ArrayList<RecipeFile>();
      if (READS_CONTEXT.matcher(text).find()) {
        files.addAll(BuildContext.read(context));
      }
      var name = freeName(files);
      files.add(new RecipeFile.Text(name, false, text));
      var recipe = Recipe.of(triple, name, files, arguments);
      var wanted = NAMES_BASE.matcher(text);
      return base.isPresent() && wanted.find()
          ? ImageSource.Built.on(base.get(), ImageSource.Kind.DOCKERFILE, recipe, wanted.group(1))
          : ImageSource.Built.alone(ImageSource.Kind.DOCKERFILE, recipe);
    } catch (IOException e) {
      throw Problem.error(
              ProblemCode.FILE, "cannot read the build context of the image: " + e.getMessage())
          .at(Place.of(dockerfile.toString()))
          .asException();
    }
  }

  /**
   * A layer on top of an image: commands for one shell that stops at the first failure.
   *
   * @param debianArchitecture the value of {@code CROSS_DEB_ARCH}, if the target has one
   */
  public static ImageSource preBuild(
      String triple,
      ImageSource base,
      List<String> commands,
      Optional<String> debianArchitecture,
      BuiltinRecipes recipes) {
    return layer(
        triple,
        base,
        STOP_AT_FAILURE + "\n" + String.join("\n", commands) + "\n",
        debianArchitecture,
        recipes);
  }

  /** A layer on top of an image: a script of the project, which is given the triple. */
  public static ImageSource preBuildScript(
      String triple,
      ImageSource base,
      Path script,
      Optional<String> debianArchitecture,
      BuiltinRecipes recipes) {
    try {
      return layer(triple, base, Files.readString(script), debianArchitecture, recipes);
    } catch (IOException e) {
      throw Problem.error(ProblemCode.FILE, "cannot read the pre-build script: " + e.getMessage())
          .at(Place.of(script.toString()))
          .asException();
    }
  }

  private static ImageSource layer(
      String triple,
      ImageSource base,
      String script,
      Optional<String> debianArchitecture,
      BuiltinRecipes recipes) {
    var dockerfile =
        """
        ARG JCROSS_BASE
        FROM ${JCROSS_BASE}
        ARG CROSS_DEB_ARCH=
        ARG JCROSS_CA=
        COPY jcross-pre-build /tmp/jcross-pre-build
        RUN /tmp/jcross-pre-build/with-ca %s /tmp/jcross-pre-build/script %s \\
         && { rm -rf /tmp/jcross-pre-build /var/lib/apt/lists/* || true; }
        """
            .formatted(script.startsWith("#!") ? "" : "sh", triple);
    var arguments = debianArchitecture.map(name -> Map.of("CROSS_DEB_ARCH", name)).orElse(Map.of());
    try {
      var recipe =
          Recipe.of(
              triple,
              "Dockerfile",
              List.of(
                  new RecipeFile.Text("Dockerfile", false, dockerfile),
                  new RecipeFile.Text(
                      "jcross-pre-build/with-ca", true, recipes.commonScript("with-ca")),
                  new RecipeFile.Text(SCRIPT, true, script)),
              arguments);
      return ImageSource.Built.on(base, ImageSource.Kind.PRE_BUILD, recipe, "JCROSS_BASE");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String freeName(List<RecipeFile> files) {
    var name = "Dockerfile.jcross";
    while (true) {
      var candidate = name;
      if (files.stream().noneMatch(file -> file.path().equals(candidate))) {
        return name;
      }
      name += "_";
    }
  }
}
