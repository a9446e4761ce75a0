package dev.jcross.cli;

import dev.jcross.config.Setting;
import dev.jcross.config.Settings;
import dev.jcross.image.BuiltinRecipes;
import dev.jcross.image.CustomImages;
import dev.jcross.image.ImagePlatform;
import dev.jcross.image.ImageSource;
import dev.jcross.image.PartialName;
import dev.jcross.plan.Zig;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.target.ProgramRunner;
import dev.jcross.target.Target;
import dev.jcross.target.TargetTriple;
import java.util.List;
import java.util.Optional;

/** What one target's settings, or jcross's own recipes, make of its image. */
final class TargetImage {
  private final Target target;
  private final TargetTriple triple;
  private final Settings settings;
  private final BuiltinRecipes recipes;
  private final String architecture;
  private final Optional<String> like;

  /**
   * @param architecture this machine's, as Rust names it
   * @param like for a target of the user's own the known one that it is derived from
   */
  TargetImage(
      Target target,
      Settings settings,
      BuiltinRecipes recipes,
      String architecture,
      Optional<String> like) {
    this.like = like;
    this.target = target;
    this.triple = target.triple();
    this.settings = settings;
    this.recipes =
        recipes.withPackagesFrom(settings.aptSources().stream().map(Setting::value).toList());
    this.architecture = architecture;
  }

  /** The image; empty if there is none. */
  Optional<ImageSource> source() {
    var own = own();
    var chosen = setting().map(named -> pulled(named, own)).or(() -> own.map(this::withRunner));
    var dockerfile = settings.dockerfile().map(Setting::value);
    if (dockerfile.isPresent()) {
      var base = chosen;
      chosen =
          Optional.of(
              CustomImages.dockerfile(
                  triple.name(),
                  dockerfile.get().file(),
                  dockerfile.get().context(),
                  dockerfile.get().buildArguments(),
                  base));
    }
    return chosen.map(
        image ->
            settings.preBuild().map(setting -> preBuild(setting.value(), image)).orElse(image));
  }

  /** What programs of the image run on. */
  String platform() {
    return ImagePlatform.triple(
        setting().map(image -> image.value().toolchains()).orElse(List.of()), architecture);
  }

  /** jcross's image with rustup in it. */
  ImageSource rustup() {
    return orPulled(recipes.rustup());
  }

  private Optional<ImageSource> own() {
    var rust = settings.rust().value().word();
    return Zig.of(target, settings)
        .map(zig -> recipes.zig(zig.target(), rust))
        .orElseGet(() -> recipes.image(like.orElse(triple.name()), rust))
        .map(this::orPulled);
  }

  /** With what only this runner needs. */
  private ImageSource withRunner(ImageSource image) {
    return settings
        .runner()
        .filter(runner -> runner.value().equals(ProgramRunner.QEMU_SYSTEM.word()))
        .flatMap(runner -> recipes.booting(target, image))
        .map(this::orPulled)
        .orElse(image);
  }

  private ImageSource orPulled(ImageSource image) {
    return image instanceof ImageSource.Built built && settings.registry().isPresent()
        ? built.orPulledFrom(settings.registry().get().value())
        : image;
  }

  /** As in cross, an image for the target says nothing of the one for zig. */
  private Optional<Setting<Settings.Image>> setting() {
    return Zig.of(target, settings).isPresent()
        ? settings.zig().flatMap(zig -> zig.value().image())
        : settings.image();
  }

  private ImageSource pulled(Setting<Settings.Image> setting, Optional<ImageSource> own) {
    var image = setting.value();
    return new ImageSource.Pulled(
        PartialName.is(image.name()) ? completed(setting, own) : image.name(),
        ImagePlatform.of(image.toolchains(), architecture));
  }

  private String completed(Setting<Settings.Image> setting, Optional<ImageSource> own) {
    var name = setting.value().name();
    var registry =
        settings
            .registry()
            .orElseThrow(
                () ->
                    problem(
                            setting,
                            "'"
                                + name
                                + "' is only a part of an image's name, and no registry is set")
                        .help(
                            "write the whole name: image = \"registry.example/team/image"
                                + name
                                + "\"\nor set registry = \"registry.example/team\" under [build]")
                        .asException());
    var version =
        own.filter(ImageSource.Built.class::isInstance)
            .map(ImageSource.Built.class::cast)
            .map(ImageSource.Built::hash);
    return PartialName.complete(name, registry.value(), triple.name(), version)
        .orElseThrow(
            () ->
                problem(
                        setting,
                        "'"
                            + name
                            + "' is a variant of jcross's image, which '"
                            + triple
                            + "' has not")
                    .help("write the whole name, or a tag: image = \":tag\"")
                    .asException());
  }

  private static Problem problem(Setting<Settings.Image> setting, String summary) {
    return Problem.error(ProblemCode.KEY_VALUE, summary).at(setting.origin().place());
  }

  private ImageSource preBuild(Settings.PreBuild preBuild, ImageSource image) {
    return switch (preBuild) {
      case Settings.PreBuild.Commands(var lines) ->
          lines.isEmpty()
              ? image
              : CustomImages.preBuild(triple.name(), image, lines, triple.crossDebArch(), recipes);
      case Settings.PreBuild.Script(var file) ->
          CustomImages.preBuildScript(triple.name(), image, file, triple.crossDebArch(), recipes);
    };
  }
}
