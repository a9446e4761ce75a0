package dev.jcross.image;

import dev.jcross.target.ProgramRunner;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a recipe says of its image, by the labels in its Dockerfile.
 *
 * @param libc the C library with its version, {@code glibc 2.41}; {@code none} if there is none
 * @param compiler the C compiler with its version, {@code gcc 14.2}
 * @param cxx the C++ library, {@code libstdc++}; {@code none} if there is none
 * @param runners what the image has to run programs with, the default first. The machine itself is
 *     not among them: which one that is, no recipe knows.
 * @param std where Rust's standard library comes from: {@code rust-lang}, {@code Debian}, {@code
 *     compiled}; {@code core} and {@code alloc} if there is no more of it
 * @param hosts the platforms of engines that can build and use the image, {@code linux/amd64}
 * @param sdk the development kit that the image looks for
 */
public record RecipeFacts(
    String libc,
    String compiler,
    String cxx,
    List<ProgramRunner> runners,
    List<String> std,
    List<String> hosts,
    Optional<SdkNeed> sdk) {
  private static final String PREFIX = "dev.jcross.";
  private static final String NONE = "none";

  /** Those of a recipe that says nothing else. */
  private static final List<String> HOSTS = List.of("linux/amd64", "linux/arm64");

  public RecipeFacts {
    Objects.requireNonNull(libc);
    Objects.requireNonNull(compiler);
    Objects.requireNonNull(cxx);
    runners = List.copyOf(runners);
    std = List.copyOf(std);
    hosts = List.copyOf(hosts);
    Objects.requireNonNull(sdk);
  }

  /**
   * What is known of an image of jcross's, with or without commands of the user's on top.
   *
   * @return empty for an image of the user's own
   */
  public static Optional<RecipeFacts> of(ImageSource image) {
    if (!(image instanceof ImageSource.Built built)) {
      return Optional.empty();
    }
    return switch (built.kind()) {
      // What is added to a target's image for a runner says nothing of its own.
      case BUILTIN -> says(built) ? Optional.of(of(built.recipe())) : below(built);
      case PRE_BUILD -> below(built);
      case CONFIG, DOCKERFILE -> Optional.empty();
    };
  }

  private static Optional<RecipeFacts> below(ImageSource.Built built) {
    return built.base().flatMap(RecipeFacts::of);
  }

  private static boolean says(ImageSource.Built built) {
    return built.recipe().instructions().contains("LABEL " + PREFIX);
  }

  /**
   * What the recipe of a target says.
   *
   * @throws IllegalStateException if it has not all labels, or one with a value that none takes
   */
  static RecipeFacts of(Recipe recipe) {
    var labels =
        new Labels(recipe.name(), DockerfileLabels.read(recipe.instructions(), recipe.arguments()));
    return new RecipeFacts(
        labels.text("libc"),
        labels.text("compiler"),
        labels.text("cxx"),
        labels.runners(),
        List.of(labels.text("std").split(", ")),
        labels.hosts(),
        labels.sdk());
  }

  /** Those of one recipe. */
  private record Labels(String recipe, Map<String, String> all) {
    String text(String name) {
      var value = all.getOrDefault(PREFIX + name, "");
      if (value.isEmpty()) {
        throw invalid(name, "is missing");
      }
      return value;
    }

    List<ProgramRunner> runners() {
      var value = text("runner");
      return value.equals(NONE)
          ? List.of()
          : Arrays.stream(value.split(" "))
              .map(
                  word ->
                      ProgramRunner.of(word)
                          .orElseThrow(() -> invalid("runner", "says '" + word + "'")))
              .toList();
    }

    List<String> hosts() {
      var value = all.get(PREFIX + "hosts");
      return value == null ? HOSTS : List.of(value.split(", "));
    }

    Optional<SdkNeed> sdk() {
      var value = Optional.ofNullable(all.get(PREFIX + "sdk"));
      return value.map(
          label -> SdkNeed.parse(label).orElseThrow(() -> invalid("sdk", "says '" + label + "'")));
    }

    private IllegalStateException invalid(String name, String what) {
      return new IllegalStateException(
          "images/" + recipe + "/Dockerfile: the label " + PREFIX + name + " " + what);
    }
  }
}
