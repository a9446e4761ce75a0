package dev.jcross.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every command line; from seeds. */
class InvocationPropertiesTest {
  private static final List<String> TARGETS =
      List.of("aarch64-unknown-linux-gnu", "armv7-unknown-linux-gnueabihf", "wasm32-wasip1");

  /** Cargo's own flags, each as its words. */
  private static final List<List<String>> FLAGS =
      List.of(
          List.of("--release"),
          List.of("-r"),
          List.of("--features", "build"),
          List.of("--features=a,b"),
          List.of("-F", "run"),
          List.of("-Fdefault"),
          List.of("-rF", "x"),
          List.of("-p", "test"),
          List.of("--package", "+x"),
          List.of("-j", "4"),
          List.of("-j4"),
          List.of("--config", "net.offline=true"),
          List.of("--config=build.target='x'"),
          List.of("-Z", "build-std"),
          List.of("-Zbuild-std=core"),
          List.of("--profile", "dist"),
          List.of("--message-format", "json"),
          List.of("--no-fail-fast"),
          List.of("--all-features"),
          List.of("--timings"));

  private static final List<String> SUBCOMMANDS =
      List.of("build", "b", "check", "test", "t", "bench", "clippy", "doc", "fetch", "tree");

  private static final List<String> PROGRAMS = List.of("run", "r", "rustc", "rustdoc");

  private static final List<String> JUNK =
      List.of(
          "-",
          "--",
          "---",
          "-=",
          "--=",
          "--target",
          "--target=",
          "-C",
          "-m",
          "-vqz",
          "+",
          "+a",
          "build",
          "run",
          "tree",
          "all",
          "--host",
          "--host=x",
          "--fresh",
          "--color",
          "--color=x",
          "-Z",
          "--config",
          "@file",
          "",
          " ",
          "ü",
          "--tagret",
          "add",
          "nextest",
          "install",
          "--path",
          "alias",
          "loop",
          "--list",
          "-V",
          "--explain",
          "-hV");

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  /** A command line, and what it must be taken for. */
  private static final class Drawn {
    final List<String> typed = new ArrayList<>();
    final List<String> leading = new ArrayList<>();
    final List<String> arguments = new ArrayList<>();
    final Set<String> targets = new LinkedHashSet<>();
    Optional<String> toolchain = Optional.empty();
    Optional<String> directory = Optional.empty();
    Optional<String> manifest = Optional.empty();
    Optional<String> targetDirectory = Optional.empty();
    Optional<List<String>> rest = Optional.empty();
    boolean fresh;
    String subcommand = "";
  }

  private static Drawn draw(long seed) {
    var random = new Random(seed);
    var drawn = new Drawn();
    if (random.nextInt(3) == 0) {
      drawn.directory = Optional.of("sub dir");
      drawn.typed.addAll(random.nextBoolean() ? List.of("-C", "sub dir") : List.of("-Csub dir"));
    }
    flags(random, drawn, drawn.leading);
    boolean program = random.nextInt(3) == 0;
    var names = program ? PROGRAMS : SUBCOMMANDS;
    drawn.subcommand = names.get(random.nextInt(names.size()));
    drawn.typed.add(drawn.subcommand);
    flags(random, drawn, drawn.arguments);
    if (random.nextInt(2) == 0) {
      var rest = List.of("a", "--target", "nowhere", "+x", "--host", "", "--", "-C");
      drawn.rest = Optional.of(rest);
      if (!program || random.nextBoolean()) {
        drawn.typed.add("--");
      }
      drawn.typed.addAll(rest);
    }
    return drawn;
  }

  private static void flags(Random random, Drawn drawn, List<String> kept) {
    for (int i = random.nextInt(6); i > 0; i--) {
      switch (random.nextInt(9)) {
        case 0 -> {
          var target = TARGETS.get(random.nextInt(TARGETS.size()));
          drawn.targets.add(target);
          drawn.typed.addAll(
              random.nextBoolean() ? List.of("--target", target) : List.of("--target=" + target));
        }
        case 1 -> {
          drawn.toolchain = Optional.of("nightly-2026-01-31");
          drawn.typed.add("+nightly-2026-01-31");
        }
        case 2 -> {
          if (drawn.manifest.isEmpty()) {
            drawn.manifest = Optional.of("a/Cargo.toml");
            drawn.typed.addAll(
                switch (random.nextInt(4)) {
                  case 0 -> List.of("--manifest-path", "a/Cargo.toml");
                  case 1 -> List.of("--manifest-path=a/Cargo.toml");
                  case 2 -> List.of("-m", "a/Cargo.toml");
                  default -> List.of("-ma/Cargo.toml");
                });
          }
        }
        case 3 -> {
          if (drawn.targetDirectory.isEmpty()) {
            drawn.targetDirectory = Optional.of("out");
            drawn.typed.addAll(List.of("--target-dir", "out"));
          }
        }
        case 4 -> {
          drawn.fresh = true;
          drawn.typed.add("--fresh");
        }
        case 5 -> drawn.typed.add("");
        default -> {
          var flag = FLAGS.get(random.nextInt(FLAGS.size()));
          drawn.typed.addAll(flag);
          kept.addAll(flag);
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyWordEndsWhereItBelongs(long seed) {
    var drawn = draw(seed);

    var invocation = Invocation.parse(drawn.typed);

    assertThat(invocation.subcommand()).as("%s", drawn.typed).hasValue(drawn.subcommand);
    assertThat(Argument.words(invocation.leading())).isEqualTo(drawn.leading);
    assertThat(Argument.words(invocation.arguments())).isEqualTo(drawn.arguments);
    assertThat(invocation.rest()).isEqualTo(drawn.rest);
    assertThat(invocation.targets())
        .extracting(Object::toString)
        .containsExactlyElementsOf(drawn.targets);
    assertThat(invocation.toolchain()).isEqualTo(drawn.toolchain);
    assertThat(invocation.directory()).isEqualTo(drawn.directory);
    assertThat(invocation.manifestPath()).isEqualTo(drawn.manifest);
    assertThat(invocation.targetDirectory()).isEqualTo(drawn.targetDirectory);
    assertThat(invocation.fresh()).isEqualTo(drawn.fresh);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anAliasIsWhatItStandsFor(long seed) {
    var drawn = draw(seed);
    int at = drawn.typed.indexOf(drawn.subcommand);
    while (at > 0 && !isSubcommand(drawn, at)) {
      at++;
    }
    int end = Math.min(drawn.typed.size(), at + 1 + new Random(seed).nextInt(4));
    var alias = List.copyOf(drawn.typed.subList(at, end));
    var typed = new ArrayList<>(drawn.typed.subList(0, at));
    typed.add("mine");
    typed.addAll(drawn.typed.subList(end, drawn.typed.size()));

    var invocation =
        Invocation.parse(
            typed, (name, where) -> name.equals("mine") ? Optional.of(alias) : Optional.empty());

    assertThat(invocation).isEqualTo(Invocation.parse(drawn.typed));
  }

  /** A flag's value may be the same word: what is in front of the subcommand has a known length. */
  private static boolean isSubcommand(Drawn drawn, int at) {
    try {
      return Invocation.parse(drawn.typed.subList(0, at)).subcommand().isEmpty()
          && Invocation.parse(drawn.typed.subList(0, at + 1)).subcommand().isPresent();
    } catch (ProblemException e) {
      return false;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void forTheHostEveryOtherWordStaysAsTyped(long seed) {
    var drawn = draw(seed);
    var random = new Random(seed);
    int end = Math.max(0, drawn.typed.size() - drawn.rest.map(rest -> rest.size() + 1).orElse(0));
    var typed = new ArrayList<>(drawn.typed);
    // Not between a flag and its value: there cargo, too, would take it for no flag of its own.
    typed.add(random.nextBoolean() ? 0 : wordBoundary(drawn, end), "--host");

    assertThat(Invocation.parse(typed).work()).isEqualTo(new Work.HostCargo(drawn.typed));
  }

  private static int wordBoundary(Drawn drawn, int end) {
    int at = drawn.typed.indexOf(drawn.subcommand);
    while (!isSubcommand(drawn, at)) {
      at++;
    }
    return Math.min(end, at) <= 0 ? 0 : at;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverIsTypedItIsUnderstoodOrRefused(long seed) {
    var random = new Random(seed);
    var typed = new ArrayList<String>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      typed.add(JUNK.get(random.nextInt(JUNK.size())));
    }
    Aliases aliases =
        (name, where) ->
            switch (name) {
              case "alias" -> Optional.of(List.of("build", "--release"));
              case "loop" -> Optional.of(List.of("-v", "loop"));
              default -> Optional.empty();
            };
    try {
      var invocation = Invocation.parse(typed, aliases);
      assertThat(Invocation.parse(typed, aliases)).isEqualTo(invocation);
      assertThat(invocation.question().isPresent() && invocation.subcommand().isPresent())
          .isFalse();
    } catch (ProblemException e) {
      assertThat(e.problems()).isNotEmpty().allMatch(problem -> problem.isError());
      assertThat(e.exitStatus().code()).as("%s", typed).isEqualTo(64);
    }
  }
}
