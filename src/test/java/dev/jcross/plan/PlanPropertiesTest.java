package dev.jcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.invocation.Argument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every plan, whatever the command line and the environment; from seeds. */
class PlanPropertiesTest {
  private static final String ARM = "armv7-unknown-linux-gnueabihf";

  private static final List<String> LEADING =
      List.of("-v", "--config net.retry=1", "--color=always", "--locked", "--offline");

  private static final List<String> SUBCOMMANDS =
      List.of("build", "b", "check", "clippy", "doc", "test", "t", "bench", "run", "r", "rustc");

  private static final List<String> ARGUMENTS =
      List.of(
          "--release",
          "-p core",
          "--features a,b",
          "--no-fail-fast",
          "--bin tool",
          "-j 4",
          "--message-format=json",
          "--profile bench",
          "--all-features",
          "--manifest-path crates/core/Cargo.toml",
          "--target-dir /elsewhere",
          "--frozen",
          "--fresh",
          "--unknown-flag");

  private static final List<String> REST =
      List.of("-- --nocapture", "-- --target x y", "-- -D warnings --manifest-path z", "--");

  /** In every real environment, and in none of our containers. */
  private static final List<String> PRIVATE =
      List.of(
          "PATH",
          "HOME",
          "PWD",
          "SSH_AUTH_SOCK",
          "SSH_AGENT_PID",
          "GITHUB_TOKEN",
          "GIT_ASKPASS",
          "AWS_SECRET_ACCESS_KEY",
          "DOCKER_HOST",
          "DOCKER_CONFIG",
          "LD_PRELOAD",
          "LD_LIBRARY_PATH",
          "RUSTUP_HOME",
          "RUSTC",
          "RUSTC_WRAPPER",
          "CARGO",
          "CARGO_HOME",
          "CARGO_REGISTRY_TOKEN",
          "CARGO_REGISTRY_CREDENTIAL_PROVIDER",
          "CARGO_REGISTRIES_MINE_SECRET_KEY",
          "CARGO_HTTP_CAINFO",
          "CARGO_BUILD_TARGET",
          "CARGO_BUILD_RUSTC_WRAPPER",
          "CARGO_MAKEFLAGS",
          "CARGO_MANIFEST_DIR",
          "CARGO_PKG_VERSION",
          "CARGO_TARGET_DIR",
          "CROSS_CONFIG",
          "CROSS_BUILD_ENV_PASSTHROUGH",
          "CROSS_TARGET_X_IMAGE",
          "CROSS_REMOTE",
          "SSL_CERT_FILE",
          "CURL_CA_BUNDLE",
          "TZ",
          "LANG",
          "LC_ALL",
          "USER");

  private static final List<String> HANDED_ON =
      List.of(
          "TERM",
          "RUSTFLAGS",
          "RUSTDOCFLAGS",
          "BROWSER",
          "QEMU_STRACE",
          "HTTP_TIMEOUT",
          "CARGO_INCREMENTAL",
          "CARGO_PROFILE_DEV_DEBUG",
          "CARGO_TERM_COLOR",
          "CARGO_NET_RETRY",
          "CARGO_REGISTRIES_MINE_INDEX",
          "CROSS_DEBUG");

  /** For downloads alone. */
  private static final String TOKEN = "CARGO_REGISTRIES_MINE_TOKEN";

  private static final List<String> PROXIES =
      List.of(
          "http_proxy",
          "https_proxy",
          "all_proxy",
          "no_proxy",
          "CARGO_HTTP_PROXY",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "ALL_PROXY",
          "NO_PROXY");

  static LongStream seeds() {
    return LongStream.range(0, 150);
  }

  private record Drawn(List<String> leading, Case world, Map<String, String> environment) {}

  private static Drawn draw(long seed) {
    var random = new Random(seed);
    var leading = some(random, LEADING, 0.2);
    var line = new ArrayList<>(leading);
    line.add(SUBCOMMANDS.get(random.nextInt(SUBCOMMANDS.size())));
    var arguments = new ArrayList<>(some(random, ARGUMENTS, 0.25));
    arguments.add(random.nextInt(arguments.size() + 1), "--target PI");
    if (random.nextBoolean()) {
      arguments.add(random.nextInt(arguments.size() + 1), "--target=" + ARM);
    }
    line.addAll(arguments);
    if (random.nextBoolean()) {
      line.add(REST.get(random.nextInt(REST.size())));
    }
    var world = Case.of(String.join(" ", line));
    var environment = new TreeMap<String, String>();
    for (var names : List.of(PRIVATE, HANDED_ON, PROXIES)) {
      some(random, names, 0.5).forEach(name -> environment.put(name, "host-" + name));
    }
    for (int i = 0; i < 20; i++) {
      var name = word(random);
      environment.put(name, "host-" + name);
    }
    world.variables(environment);
    if (random.nextBoolean()) {
      world.caBundle("/etc/ssl/company.pem");
    }
    if (random.nextInt(4) == 0) {
      world.openNetwork();
    }
    if (random.nextBoolean()) {
      world.piped();
    }
    return new Drawn(leading, world, environment);
  }

  private static List<String> some(Random random, List<String> all, double share) {
    return all.stream().filter(one -> random.nextDouble() < share).toList();
  }

  private static String word(Random random) {
    var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
    var name = new StringBuilder("X");
    for (int i = random.nextInt(1, 12); i > 0; i--) {
      name.append(letters.charAt(random.nextInt(letters.length())));
    }
    return name.toString();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theTargetStandsDirectlyBehindTheSubcommand(long seed) {
    var drawn = draw(seed);
    int at = 1 + drawn.leading.stream().mapToInt(flag -> flag.split(" ").length).sum();
    var plan = drawn.world.plan();

    assertThat(plan.problems()).isEmpty();
    for (var target : plan.targets()) {
      for (var step : target.steps()) {
        assertThat(step.command()).startsWith("cargo");
        assertThat(step.command().subList(at + 1, at + 3))
            .as("%s", step.command())
            .containsExactly("--target", target.target().triple().name());
        int end = step.command().indexOf("--");
        var ours = step.command().subList(at + 3, end < 0 ? step.command().size() : end);
        if (step.phase() != Phase.FETCH) {
          assertThat(ours).as("only one, and in front of --").doesNotContain("--target");
        }
        assertThat(ours).noneMatch(word -> word.startsWith("--target-dir"));
        assertThat(ours).doesNotContain("--fresh");
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theLastStepIsWhatWasAskedForAndOnlyAProgramGetsTheInput(long seed) {
    var drawn = draw(seed);
    var invocation = drawn.world.invocation();

    for (var target : drawn.world.plan().targets()) {
      var command = target.main().command();
      var typed = new ArrayList<>(Argument.words(invocation.arguments()));
      invocation
          .rest()
          .ifPresent(
              words -> {
                typed.add("--");
                typed.addAll(words);
              });
      assertThat(command).contains(invocation.subcommand().orElseThrow());
      assertThat(command.subList(command.size() - typed.size(), command.size())).isEqualTo(typed);
      for (var step : target.steps()) {
        assertThat(step.input())
            .isEqualTo(step.phase() == Phase.EXECUTE && !drawn.world.plan().together());
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void compilersAreSealed(long seed) {
    var drawn = draw(seed);
    boolean open =
        drawn.world.settings().network().value() && !drawn.world.invocation().staysOffline();
    for (var target : drawn.world.plan().targets()) {
      var compiling =
          target.steps().stream().filter(step -> step.phase() == Phase.COMPILE).toList();
      assertThat(compiling).hasSize(1);
      var container = compiling.getFirst().container();
      assertThat(container.network()).isEqualTo(open ? Network.BRIDGE : Network.NONE);
      assertThat(container.mounts())
          .filteredOn(mount -> mount.target().equals("/cargo"))
          .singleElement()
          .isEqualTo(
              new MountPlan.Volume("jcross-cargo-1000", "/cargo", true, "downloaded crates"));
      assertThat(value(container, "CARGO_NET_OFFLINE")).isEqualTo("true");
      if (!open) {
        assertThat(container.environment()).doesNotContainKeys(PROXIES.toArray(String[]::new));
        assertThat(container.environment().values())
            .noneMatch(variable -> variable.value().contains("jcross-ca"));
        assertThat(container.mounts()).noneMatch(mount -> mount.toString().contains("company.pem"));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void downloadsSeeNoResultsAndRunNoProgramsOfTheProject(long seed) {
    for (var target : draw(seed).world.plan().targets()) {
      for (var step : target.steps()) {
        if (step.phase() != Phase.FETCH) {
          continue;
        }
        var container = step.container();
        assertThat(container.network()).isEqualTo(Network.BRIDGE);
        assertThat(container.keepSeconds()).isZero();
        assertThat(container.mounts())
            .extracting(MountPlan::target)
            .contains("/cargo", "/tmp", "/home/jcross", "/run/jcross")
            .doesNotContain("/target", "/build");
        assertThat(value(container, "RUSTC")).isEqualTo("rustc");
        assertThat(value(container, "RUSTC_WRAPPER")).isEmpty();
        assertThat(value(container, "RUSTC_WORKSPACE_WRAPPER")).isEmpty();
        assertThat(value(container, "CARGO_BUILD_RUSTC_WRAPPER")).isEmpty();
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nothingOfTheHostsEnvironmentGetsInThatIsNotOnTheList(long seed) {
    var drawn = draw(seed);
    for (var target : drawn.world.plan().targets()) {
      for (var step : target.steps()) {
        var container = step.container();
        boolean open = container.network() == Network.BRIDGE;
        container
            .environment()
            .forEach(
                (name, variable) -> {
                  if (variable.value().contains("host-")) {
                    assertThat(variable.value()).isEqualTo("host-" + name);
                    assertThat(variable.origin()).isEqualTo(name);
                    boolean token = step.phase() == Phase.FETCH && name.equals(TOKEN);
                    assertThat(variable.secret()).isEqualTo(token);
                    assertThat(
                            HANDED_ON.contains(name) || (open && PROXIES.contains(name)) || token)
                        .as("%s in the %s phase", name, step.phase())
                        .isTrue();
                  }
                });
        for (var name : HANDED_ON) {
          if (drawn.environment.containsKey(name)) {
            assertThat(value(container, name)).isEqualTo("host-" + name);
          }
        }
        assertThat(String.join(" ", step.command())).doesNotContain("host-");
        assertThat(container.mounts().toString()).doesNotContain("host-");
      }
      assertThat(target.downloads().arguments().keySet())
          .isSubsetOf(Set.copyOf(PROXIES))
          .doesNotContain("CARGO_HTTP_PROXY");
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void sourcesCanBeWrittenUnlessCargosLockIsToBeKept(long seed) {
    var drawn = draw(seed);
    boolean kept = drawn.world.invocation().keepsLockfile();
    for (var target : drawn.world.plan().targets()) {
      for (var step : target.steps()) {
        assertThat(step.container().mounts())
            .contains(new MountPlan.Bind(Path.of("/home/me/app"), "/project", kept));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void equalInputsMakeEqualPlans(long seed) {
    assertThat(draw(seed).world.plan()).isEqualTo(draw(seed).world.plan());
  }

  private static String value(ContainerPlan container, String name) {
    var variable = container.environment().get(name);
    assertThat(variable).as(name).isNotNull();
    return java.util.Objects.requireNonNull(variable).value();
  }
}
