package dev.jcross.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of the places, for every key and every set of places that say something. */
class PrecedenceTest {
  private static final String TRIPLE = "aarch64-unknown-linux-gnu";

  @TempDir Path directory;

  /** Where a value can stand, the strongest first. */
  private enum At {
    TARGET_VARIABLE(true, Origin.Layer.VARIABLE),
    TARGET_CROSS_TOML(true, Origin.Layer.CROSS_TOML),
    TARGET_CARGO_TOML(true, Origin.Layer.CARGO_TOML),
    BUILD_VARIABLE(false, Origin.Layer.VARIABLE),
    BUILD_CROSS_TOML(false, Origin.Layer.CROSS_TOML),
    BUILD_CARGO_TOML(false, Origin.Layer.CARGO_TOML);

    private final boolean target;
    private final Origin.Layer layer;

    At(boolean target, Origin.Layer layer) {
      this.target = target;
      this.layer = layer;
    }

    private boolean takes(Key key) {
      return key.scope().allows(target)
          && (layer != Origin.Layer.VARIABLE || variable(key).findFirst().isPresent());
    }

    private Stream<String> variable(Key key) {
      return target
          ? key.suffix().map(suffix -> "CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_" + suffix).stream()
          : key.buildVariables().stream();
    }

    /** What {@code explain} calls the place. */
    private String origin(Key key) {
      return switch (layer) {
        case VARIABLE -> variable(key).findFirst().orElseThrow();
        case CROSS_TOML -> "Cross.toml:" + (target ? 4 : 2) + ":1";
        default -> "Cargo.toml:" + (target ? 4 : 2) + ":1";
      };
    }
  }

  private static List<At> places(Key key) {
    return Stream.of(At.values()).filter(at -> at.takes(key)).toList();
  }

  /** A line that sets the key. */
  private static String toml(Key key) {
    return key.toml() + " = " + value(key);
  }

  private static String value(Key key) {
    return switch (key.kind()) {
      case TEXT, PATH, AMOUNT -> "\"" + text(key) + "\"";
      case SWITCH, SWITCH_OR_LIST, SWITCH_OR_TEXT -> "true";
      case SECONDS -> "7";
      case COUNT -> "77";
      case SPACE_LIST, COMMA_LIST, LINES, COMMANDS -> "[\"" + text(key) + "\"]";
      case PAIRS -> "{ A = \"1\" }";
      case SIGNERS -> "{ \"x/*\" = \"anyone\" }";
    };
  }

  private static String text(Key key) {
    return switch (key) {
      case DEFAULT_TARGET -> TRIPLE;
      case ZIG_VERSION, MAX_GLIBC -> "2.17";
      case CA_BUNDLE -> "ca.pem";
      case APT_SOURCES -> "deb http://mirror.example/debian trixie main";
      case LIMITS_MEMORY, LIMITS_FREE_DISK -> "3g";
      case LIMITS_CPUS -> "3";
      case IMAGE_TOOLCHAIN, ZIG_IMAGE_TOOLCHAIN -> "linux/arm64";
      default -> key.words().isEmpty() ? "x" : key.words().getFirst();
    };
  }

  private Workspace saying(Key key, List<At> places) {
    var workspace = new Workspace(directory).file("ca.pem", "-----BEGIN CERTIFICATE-----");
    workspace.crossToml(section("[", key, places, At.BUILD_CROSS_TOML, At.TARGET_CROSS_TOML));
    workspace.metadata(
        "Cargo.toml",
        section(
            "[workspace.metadata.cross.", key, places, At.BUILD_CARGO_TOML, At.TARGET_CARGO_TOML));
    for (var at : places) {
      if (at.layer == Origin.Layer.VARIABLE) {
        workspace.variable(
            at.variable(key).findFirst().orElseThrow(),
            switch (key.kind()) {
              case SWITCH, SWITCH_OR_LIST, SWITCH_OR_TEXT -> "1";
              case SECONDS -> "8";
              case COUNT -> "88";
              case SIGNERS -> "x/*=nobody";
              default -> text(key);
            });
      }
    }
    return workspace;
  }

  private static String section(String start, Key key, List<At> places, At build, At target) {
    return start
        + "build]\n"
        + (places.contains(build) ? toml(key) : "")
        + "\n"
        + start
        + "target."
        + TRIPLE
        + "]\n"
        + (places.contains(target) ? toml(key) : "")
        + "\n";
  }

  @ParameterizedTest
  @EnumSource
  void holdsForEverySetOfPlaces(Key key) {
    var all = places(key);
    assertThat(all).isNotEmpty();
    for (int set = 1; set < 1 << all.size(); set++) {
      var places = new ArrayList<At>();
      for (int i = 0; i < all.size(); i++) {
        if ((set & 1 << i) != 0) {
          places.add(all.get(i));
        }
      }
      var explained =
          saying(key, places).read().value().explain(Workspace.PI).stream()
              .filter(one -> one.key().equals(key.toml()))
              .findFirst()
              .orElseThrow();
      assertThat(explained.origins().stream().map(Origin::toString))
          .as("%s said in %s", key, places)
          .isEqualTo(winners(key, places));
    }
  }

  private static List<String> winners(Key key, List<At> places) {
    if (!key.adds()) {
      return List.of(places.getFirst().origin(key));
    }
    var winners = new ArrayList<String>();
    places.stream()
        .filter(at -> at.target)
        .findFirst()
        .map(at -> at.origin(key))
        .ifPresent(winners::add);
    places.stream()
        .filter(at -> !at.target)
        .findFirst()
        .map(at -> at.origin(key))
        .ifPresent(winners::add);
    return winners;
  }

  /** As cross spells them; a script that sets them must go on to work. */
  static Stream<Arguments> variables() {
    var target = "CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_";
    return Stream.of(
            "default-target CROSS_BUILD_TARGET CARGO_BUILD_TARGET",
            "build-std CROSS_BUILD_STD T_BUILD_STD",
            "zig CROSS_BUILD_ZIG T_ZIG",
            "zig.version CROSS_BUILD_ZIG_VERSION T_ZIG_VERSION",
            "zig.image CROSS_BUILD_ZIG_IMAGE T_ZIG_IMAGE",
            "zig.image.toolchain CROSS_BUILD_ZIG_IMAGE_TOOLCHAIN T_ZIG_IMAGE_TOOLCHAIN",
            "pre-build CROSS_BUILD_PRE_BUILD T_PRE_BUILD",
            "dockerfile CROSS_BUILD_DOCKERFILE T_DOCKERFILE",
            "dockerfile.context CROSS_BUILD_DOCKERFILE_CONTEXT T_DOCKERFILE_CONTEXT",
            "env.volumes CROSS_BUILD_ENV_VOLUMES T_ENV_VOLUMES",
            "env.passthrough CROSS_BUILD_ENV_PASSTHROUGH T_ENV_PASSTHROUGH",
            "image T_IMAGE",
            "image.toolchain T_IMAGE_TOOLCHAIN",
            "runner T_RUNNER")
        .flatMap(
            line -> {
              var words = List.of(line.split(" "));
              return words.stream()
                  .skip(1)
                  .map(name -> name.startsWith("T_") ? target + name.substring(2) : name)
                  .map(name -> Arguments.of(name, words.getFirst()));
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("variables")
  void isReadFromTheVariableThatCrossReads(String variable, String toml) {
    var key = Key.named(toml).orElseThrow();
    var workspace = new Workspace(directory);
    workspace.variable(
        variable, key.kind() == Kind.SWITCH_OR_LIST || key == Key.ZIG ? "true" : text(key));
    assertThat(
            workspace.read().value().explain(Workspace.PI).stream()
                .filter(one -> one.key().equals(toml)))
        .singleElement()
        .satisfies(one -> assertThat(one.origin()).hasToString(variable));
  }
}
