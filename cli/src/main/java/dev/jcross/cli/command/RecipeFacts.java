package dev.jcross.cli.command;

import dev.jcross.image.ImageSource;
import dev.jcross.image.RecipeFile;
import dev.jcross.target.TargetTriple;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a target's recipe and its triple say of it.
 *
 * @param libc its C library; {@code none} where there is no operating system
 * @param runner what runs its programs on a machine of the host's architecture
 * @param linker the program that rustc links with, such as {@code aarch64-linux-gnu-gcc}
 */
record RecipeFacts(String libc, String runner, String linker) {
  /** The runner of jcross's images: {@code images/common/jcross-runner}. */
  private static final String OWN_RUNNER = "jcross-runner";

  /**
   * @param hostArchitecture as Rust names it
   */
  static RecipeFacts of(TargetTriple triple, ImageSource.Built image, String hostArchitecture) {
    var dockerfile = dockerfile(image);
    return new RecipeFacts(
        libc(triple),
        runner(triple, setting(dockerfile, triple, "RUNNER"), hostArchitecture),
        setting(dockerfile, triple, "LINKER")
            .or(() -> triple.gnuTriplet().map(prefix -> prefix + "-gcc"))
            .map(RecipeFacts::program)
            .orElse("rustc's own"));
  }

  private static String dockerfile(ImageSource.Built image) {
    return image.recipe().files().stream()
        .filter(file -> file.path().equals(image.recipe().dockerfile()))
        .filter(RecipeFile.Text.class::isInstance)
        .map(file -> ((RecipeFile.Text) file).content())
        .findFirst()
        .orElse("");
  }

  /** The value that the recipe gives to cargo's variable, without quotes. */
  private static Optional<String> setting(String dockerfile, TargetTriple triple, String name) {
    var found =
        Pattern.compile(
                "\\bCARGO_TARGET_" + triple.variableName() + "_" + name + "=(\"[^\"]*\"|\\S+)")
            .matcher(dockerfile);
    return found.find() ? Optional.of(found.group(1).replace("\"", "")) : Optional.empty();
  }

  private static String runner(TargetTriple triple, Optional<String> runner, String host) {
    var native_ = triple.operatingSystem().equals("linux") && triple.architecture().equals(host);
    return runner
        .map(RecipeFacts::program)
        .map(program -> program.equals(OWN_RUNNER) ? native_ ? "native" : "qemu-user" : program)
        .orElse(native_ ? "native" : "none");
  }

  /** The first word without its directory. */
  private static String program(String command) {
    var word = command.split(" ", 2)[0];
    return word.substring(word.lastIndexOf('/') + 1);
  }

  private static String libc(TargetTriple triple) {
    var environment = triple.environment();
    if (triple.usesGlibc()) {
      return "glibc";
    }
    if (environment.startsWith("musl")) {
      return "musl";
    }
    return switch (triple.operatingSystem()) {
      case "none", "unknown" -> "none";
      case "windows" -> environment.startsWith("gnu") ? "mingw-w64" : environment;
      case "android" -> "bionic";
      case "wasi" -> "wasi-libc";
      default -> "the system's";
    };
  }
}
