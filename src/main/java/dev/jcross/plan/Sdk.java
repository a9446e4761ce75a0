package dev.jcross.plan;

import dev.jcross.config.Setting;
import dev.jcross.config.Settings;
import dev.jcross.host.HostFacts;
import dev.jcross.image.ImageSource;
import dev.jcross.image.RecipeFile;
import dev.jcross.image.SdkNeed;
import dev.jcross.image.Sha256;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.target.SdkKind;
import dev.jcross.target.TargetTriple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A vendor's development kit, which containers see at {@code /sdk}: a folder of the host's, or for
 * Microsoft's a volume that is filled once the user has accepted its licence.
 */
final class Sdk {
  static final String DIRECTORY = "/sdk";

  /** Of images that have {@link SdkKind#MSVC}: fills the folder that it is given. */
  private static final String FETCH = Provision.MSVC_SDK.program();

  private static final String ACCEPT = "JCROSS_ACCEPT_MSVC_LICENSE";
  private static final String LICENCE = "https://go.microsoft.com/fwlink/?LinkId=2086102";
  private static final Set<String> YES = Set.of("1", "true", "yes");

  private final HostFacts host;
  private final TargetTriple triple;
  private final String origin;
  private final Optional<SdkNeed> need;
  private final Optional<Setting<Settings.Sdk>> setting;
  private final Optional<ImageSource> image;

  /**
   * @param need what the target's image looks for
   */
  Sdk(HostFacts host, TargetInput input, Optional<SdkNeed> need) {
    this.host = host;
    this.triple = input.target().triple();
    this.origin = input.origin();
    this.image = input.image();
    this.need = need;
    this.setting =
        input.settings().sdk().filter(sdk -> need.isPresent() || !sdk.value().lastResort());
  }

  /** What containers see that compile. */
  List<MountPlan> mounts() {
    if (setting.isPresent()) {
      return List.of(new MountPlan.Bind(setting.get().value().folder(), DIRECTORY, true));
    }
    return downloads() ? List.of(volume(true)) : List.of();
  }

  /** What must have been done before anything is compiled. */
  List<Mark> needs() {
    return downloads() ? List.of(mark()) : List.of();
  }

  /** The step that fills the volume. */
  Optional<Step> step(Provisions provisions, Planner.Common common) {
    if (!downloads()) {
      return Optional.empty();
    }
    var environment = new TreeMap<String, EnvironmentValue>();
    environment.put("HOME", ContainerEnvironment.of(Mounts.HOME));
    environment.put(ACCEPT, new EnvironmentValue("1", ACCEPT));
    return Optional.of(
        Step.filling(
            Optional.empty(),
            provisions.container(common, environment, List.of(volume(false)), Map.of()),
            List.of(FETCH, DIRECTORY),
            List.of(),
            mark()));
  }

  private boolean downloads() {
    return setting.isEmpty()
        && need.filter(known -> known.kind() == SdkKind.MSVC && !known.optional()).isPresent()
        && host.variable(ACCEPT).filter(YES::contains).isPresent();
  }

  private MountPlan volume(boolean readOnly) {
    return new MountPlan.Volume(
        "jcross-msvc-" + host.user().uid(), DIRECTORY, readOnly, "Microsoft's CRT and Windows SDK");
  }

  /** Another program may fetch another version. */
  private Mark mark() {
    var hash = Sha256.start();
    image.stream()
        .flatMap(known -> PlanJson.layers(known).stream())
        .flatMap(layer -> layer.recipe().files().stream())
        .filter(file -> file.path().endsWith("/" + FETCH))
        .filter(RecipeFile.Text.class::isInstance)
        .forEach(file -> hash.add(((RecipeFile.Text) file).content()));
    return Mark.of(DIRECTORY, hash.hex().substring(0, 16));
  }

  /** What is wrong with what is there, or missing; empty if the target can be compiled for. */
  Optional<Problem> check() {
    if (setting.isPresent()) {
      var folder = setting.get().value();
      return folder
          .fault()
          .map(
              fault ->
                  Problem.error(
                          ProblemCode.SDK_MISSING, "the SDK '" + folder.folder() + "' " + fault)
                      .at(setting.get().origin().place())
                      .help(
                          SdkKind.of(triple)
                              .map(this::whereFrom)
                              .orElse(
                                  "a relative path starts at the file that names it, in a variable"
                                      + " at the working directory")));
    }
    return need.filter(known -> !known.optional() && !downloads())
        .map(known -> missing(known.kind()));
  }

  private Problem missing(SdkKind kind) {
    var what =
        switch (kind) {
          case ANDROID_NDK -> "needs Android's NDK, which jcross may not bring along";
          case APPLE -> "needs Apple's SDK, which jcross may not bring along";
          case MSVC -> "needs Microsoft's CRT and Windows SDK, which have a licence of their own";
        };
    return Problem.error(ProblemCode.SDK_MISSING, "'" + triple + "' " + what)
        .at(Place.of(origin))
        .help(whereFrom(kind));
  }

  private String whereFrom(SdkKind kind) {
    return switch (kind) {
      case ANDROID_NDK ->
          "unpack the one for Linux from https://developer.android.com/ndk/downloads, and name it:"
              + named("/opt/android-ndk-r29", kind);
      case APPLE ->
          "copy it from a Mac, where 'xcrun --show-sdk-path' says where it lies, and name it:"
              + named("/opt/MacOSX.sdk", kind);
      case MSVC ->
          "read "
              + LICENCE
              + "\nif you accept it, jcross downloads them: export "
              + ACCEPT
              + "=1\nor name a folder that 'xwin splat' made:"
              + named("/opt/xwin", kind);
    };
  }

  private String named(String folder, SdkKind kind) {
    return "\n[target."
        + triple
        + "]\nsdk = \""
        + folder
        + "\""
        + kind.variables().stream()
            .findFirst()
            .map(name -> "\nor: export " + name + "=" + folder)
            .orElse("");
  }
}
