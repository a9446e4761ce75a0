package dev.jcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.problem.Place;
import dev.jcross.project.CrateSources;
import dev.jcross.project.CrateSources.Content;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets tokens, and what of cargo's configuration. */
class PrivateSourcesTest {
  private static final String INSIDE = "/home/me/app/.cargo/config.toml";
  private static final String ABOVE = "/home/me/.cargo/config.toml";
  private static final String SECRET = "s3cret";

  private final List<CrateSources.Value> values = new ArrayList<>();
  private final List<CrateSources.Token> tokens = new ArrayList<>();
  private final List<String> gitUrls = new ArrayList<>();
  private CrateSources.KnownHosts knownHosts = CrateSources.KnownHosts.NONE;

  private PrivateSourcesTest says(String file, String key, Content content) {
    var path = Path.of(file);
    values.add(
        new CrateSources.Value(
            List.of(key.split("\\.")),
            content,
            path,
            path.resolve("../..").normalize(),
            Place.of(file)));
    return this;
  }

  private PrivateSourcesTest says(String file, String key, String text) {
    return says(file, key, new Content.Text(text));
  }

  private PrivateSourcesTest says(String file, String key, List<String> texts) {
    return says(file, key, new Content.Texts(texts));
  }

  private PrivateSourcesTest token(Optional<String> registry) {
    tokens.add(new CrateSources.Token(registry, SECRET, Place.of("credentials.toml")));
    return this;
  }

  private List<Step> steps(Case asked) {
    return asked
        .sources(
            new CrateSources(
                Path.of("/home/me/app"),
                Path.of("/home/me/.cargo"),
                values,
                tokens,
                gitUrls,
                knownHosts))
        .plan()
        .targets()
        .getFirst()
        .steps();
  }

  private static Step fetch(List<Step> steps) {
    return steps.stream().filter(step -> step.phase() == Phase.FETCH).findFirst().orElseThrow();
  }

  private static Stream<Step> others(List<Step> steps) {
    return steps.stream().filter(step -> step.phase() != Phase.FETCH);
  }

  private static boolean knows(Step step, String secret) {
    var container = step.container();
    return container.environment().values().stream()
            .anyMatch(variable -> variable.value().contains(secret))
        || container.files().toString().contains(secret)
        || step.command().toString().contains(secret);
  }

  private static List<String> config(Step step) {
    return step.container().files().values().stream().flatMap(String::lines).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"build --target PI", "test --target PI", "run --target PI", "clippy --target PI"})
  void handsTokensToTheFetchAlone(String line) {
    token(Optional.of("my-company"));
    var asked =
        Case.of(line)
            .variable("CARGO_REGISTRIES_OTHER_TOKEN", SECRET)
            .variable("CARGO_REGISTRY_TOKEN", SECRET);

    var steps = steps(asked.openNetwork());

    assertThat(fetch(steps).container().environment())
        .containsEntry(
            "CARGO_REGISTRIES_OTHER_TOKEN",
            new EnvironmentValue(SECRET, "CARGO_REGISTRIES_OTHER_TOKEN", true))
        .containsEntry(
            "CARGO_REGISTRIES_MY_COMPANY_TOKEN",
            new EnvironmentValue(SECRET, "credentials.toml", true))
        .doesNotContainKey("CARGO_REGISTRY_TOKEN");
    assertThat(others(steps)).isNotEmpty().noneMatch(step -> knows(step, SECRET));
    assertThat(steps).anyMatch(step -> knows(step, SECRET));
    assertThat(steps.toString()).doesNotContain(SECRET);
  }

  @Test
  void prefersAVariableToAFile() {
    token(Optional.of("a"));

    var steps =
        steps(Case.of("build --target PI").variable("CARGO_REGISTRIES_A_TOKEN", "from-outside"));

    assertThat(fetch(steps).container().environment().get("CARGO_REGISTRIES_A_TOKEN"))
        .extracting(value -> value == null ? null : value.value())
        .isEqualTo("from-outside");
  }

  @Test
  void handsTheTokenOfCratesIoToUploadsAlone() {
    token(Optional.empty());

    assertThat(steps(Case.of("publish --target PI")))
        .allSatisfy(
            step ->
                assertThat(step.container().environment().containsKey("CARGO_REGISTRY_TOKEN"))
                    .isEqualTo(step.command().contains("publish")));
    assertThat(fetch(steps(Case.of("owner --list"))).container().environment())
        .containsKey("CARGO_REGISTRY_TOKEN");
  }

  @Test
  void handsNoTokenToToolsThatAreCompiledWithNetwork() {
    token(Optional.of("a"));

    var steps = steps(Case.of("build --target PI").tool("cargo-nextest"));

    var tools =
        steps.stream().filter(step -> step.command().contains("install")).findFirst().orElseThrow();
    assertThat(tools).matches(step -> !knows(step, SECRET));
  }

  @Test
  void tellsToolsOfTheMirrorAtHomeAndNotOfTheProjects() {
    says(INSIDE, "source.crates-io.replace-with", "vendored")
        .says(ABOVE, "source.crates-io.replace-with", "mirror");

    var tools =
        steps(Case.of("build --target PI").tool("cargo-nextest")).stream()
            .filter(step -> step.command().contains("install"))
            .findFirst()
            .orElseThrow();

    assertThat(config(tools)).containsExactly("source.crates-io.replace-with = \"mirror\"");
    assertThat(tools.container().mounts()).contains(new MountPlan.Memory("/.cargo"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"new x", "version", "pkgid", "login"})
  void handsNoTokenToCommandsThatNeedNone(String line) {
    token(Optional.of("a")).token(Optional.empty());

    assertThat(steps(Case.of(line))).isNotEmpty().noneMatch(step -> knows(step, SECRET));
  }

  @Test
  void letsALoginWriteToTheCallersCargoHomeAndNotToTheSharedOne() {
    assertThat(steps(Case.of("login")).getLast().container().mounts())
        .contains(new MountPlan.Bind(Path.of("/home/me/.cargo"), "/cargo", false))
        .noneMatch(mount -> mount instanceof MountPlan.Volume);
  }

  @Test
  void tellsAllStepsWhereCratesComeFromAndNotHowTheyAreCompiled() {
    says(ABOVE, "registries.a.index", "sparse+https://a.example/")
        .says(ABOVE, "registries.a.credential-provider", "/home/me/provider")
        .says(ABOVE, "registry.default", "a")
        .says(ABOVE, "registry.global-credential-providers", List.of("cargo:libsecret"))
        .says(ABOVE, "source.crates-io.replace-with", "mirror")
        .says(ABOVE, "source.mirror.registry", "https://mirror.example/index")
        .says(ABOVE, "build.rustc-wrapper", "sccache")
        .says(ABOVE, "build.rustflags", List.of("-Ctarget-cpu=native"))
        .says(ABOVE, "target.x86_64-unknown-linux-gnu.linker", "mold")
        .says(ABOVE, "env.LD_PRELOAD", "evil.so")
        .says(ABOVE, "net.retry", new Content.Literal("7"))
        .says(ABOVE, "http.proxy", "http://me:pass@proxy.example");
    var everywhere =
        List.of(
            "registries.a.index = \"sparse+https://a.example/\"",
            "registry.default = \"a\"",
            "source.crates-io.replace-with = \"mirror\"",
            "source.mirror.registry = \"https://mirror.example/index\"");

    var steps = steps(Case.of("run --target PI"));

    assertThat(others(steps)).hasSize(2);
    assertThat(others(steps)).allSatisfy(step -> assertThat(config(step)).isEqualTo(everywhere));
    assertThat(config(fetch(steps)))
        .containsAll(everywhere)
        .contains("net.retry = 7", "http.proxy = \"http://me:pass@proxy.example\"")
        .hasSize(6);
    assertThat(PlanText.lines(plan("run --target PI"))).noneMatch(line -> line.contains("pass@"));
  }

  @Test
  void cargosConfigurationMayCloseTheNetworkAndWhatIsStrongerMayOpenIt() {
    says(ABOVE, "net.offline", new Content.Literal("true"));

    assertThat(steps(Case.of("build --target PI"))).noneMatch(step -> step.phase() == Phase.FETCH);
    assertThat(steps(Case.of("build --target PI").variable("CARGO_NET_OFFLINE", "false")))
        .anyMatch(step -> step.phase() == Phase.FETCH);
    assertThat(steps(Case.of("--config net.offline=false build --target PI")))
        .anyMatch(step -> step.phase() == Phase.FETCH);
  }

  private BuildPlan plan(String line) {
    return Case.of(line)
        .sources(
            new CrateSources(
                Path.of("/home/me/app"),
                Path.of("/home/me/.cargo"),
                values,
                tokens,
                gitUrls,
                knownHosts))
        .plan();
  }

  @Test
  void startsTheFetchWhereTheProjectsConfigurationIsNotRead() {
    says(INSIDE, "source.vendored.directory", "../vendored")
        .says(INSIDE, "env.LD_PRELOAD", "evil.so")
        .says(INSIDE, "build.rustc-wrapper", "./evil")
        .says(
            INSIDE,
            "build.rustflags",
            List.of("-Zcodegen-backend=evil.so", "--cfg", "tokio_unstable", "-C", "linker=evil"))
        .says(INSIDE, "unstable.build-std", List.of("core"));

    var steps = steps(Case.of("build --target PI"));

    assertThat(fetch(steps).container().workingDirectory()).isEqualTo("/");
    assertThat(fetch(steps).command()).contains("--manifest-path", "/project/Cargo.toml");
    assertThat(config(fetch(steps)))
        .containsExactly(
            "build.rustflags = [\"--cfg\", \"tokio_unstable\"]",
            "source.vendored.directory = \"/outside/home/me/vendored\"",
            "unstable.build-std = [\"core\"]");
    // The build reads the project's own file.
    assertThat(others(steps)).allSatisfy(step -> assertThat(config(step)).isEmpty());
  }

  @Test
  void hidesTheProjectsConfigurationFromDownloadsThatAreAskedFor() {
    says(INSIDE, "env.LD_PRELOAD", "evil.so").says(ABOVE, "net.retry", new Content.Literal("1"));

    var update = steps(Case.of("update")).getLast().container();

    assertThat(update.workingDirectory()).isEqualTo("/project");
    assertThat(update.mounts())
        .contains(new MountPlan.Memory("/project/.cargo"), new MountPlan.Memory("/.cargo"));
    assertThat(others(steps(Case.of("build --target PI"))))
        .allSatisfy(
            step ->
                assertThat(step.container().mounts())
                    .doesNotContain(new MountPlan.Memory("/project/.cargo")));
  }

  @Test
  void mergesAsCargoDoes() {
    says(INSIDE, "registries.a.index", "near")
        .says(INSIDE, "paths", List.of("near"))
        .says(ABOVE, "registries.a.index", "far")
        .says(ABOVE, "paths", List.of("far"));

    assertThat(config(fetch(steps(Case.of("build --target PI")))))
        .containsExactly(
            "paths = [\"/outside/home/me/far\", \"/project/near\"]",
            "registries.a.index = \"near\"");
  }

  @Test
  void mountsDirectoriesOfCratesThatLieElsewhere() {
    says(ABOVE, "source.crates-io.replace-with", "shelf")
        .says(ABOVE, "source.shelf.local-registry", "/srv/shelf")
        .says(ABOVE, "source.inside.directory", "app/vendor");
    var shelf = new MountPlan.Bind(Path.of("/srv/shelf"), "/outside/srv/shelf", true);

    var steps = steps(Case.of("build --target PI"));

    assertThat(steps).allSatisfy(step -> assertThat(step.container().mounts()).contains(shelf));
    assertThat(config(steps.getLast()))
        .contains(
            "source.shelf.local-registry = \"/outside/srv/shelf\"",
            "source.inside.directory = \"/project/vendor\"");
  }

  @Test
  void writesTomlThatHoldsWhateverWasSaid() {
    says(ABOVE, "source.a b.registry", "quote \" backslash \\ line \n end");

    assertThat(config(fetch(steps(Case.of("build --target PI")))))
        .containsExactly(
            "source.\"a b\".registry = \"quote \\\" backslash \\\\ line \\u000a end\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CARGO_REGISTRY_TOKEN",
        "CARGO_REGISTRIES_A_B_TOKEN",
        "CARGO_REGISTRIES_A_SECRET_KEY",
        "CARGO_REGISTRIES_A_CREDENTIAL_PROVIDER",
        "CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS",
        "CARGO_CREDENTIAL_ALIAS_X"
      })
  void keepsVariablesOutThatLetSomebodyIn(String name) {
    var steps = steps(Case.of("run --target PI").openNetwork().variable(name, SECRET));

    assertThat(others(steps)).hasSize(2).noneMatch(step -> knows(step, SECRET));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CARGO_REGISTRY_DEFAULT",
        "CARGO_REGISTRIES_A_INDEX",
        "CARGO_REGISTRIES_CRATES_IO_PROTOCOL"
      })
  void handsVariablesOnThatSayWhereCratesComeFrom(String name) {
    assertThat(steps(Case.of("run --target PI").variable(name, "x")))
        .allSatisfy(step -> assertThat(step.container().environment()).containsKey(name));
  }

  @Test
  void showsWhoIsHandedASecretButNotTheSecret() {
    token(Optional.of("a"));
    var plan = plan("build --target PI");

    assertThat(PlanText.lines(plan))
        .contains("   CARGO_REGISTRIES_A_TOKEN secret (credentials.toml)");
    assertThat(PlanJson.of(plan).toString())
        .contains("CARGO_REGISTRIES_A_TOKEN={value=null, origin=credentials.toml, secret=true}")
        .doesNotContain(SECRET);
  }

  private static final MountPlan AGENT =
      new MountPlan.Bind(Path.of("/tmp/agent.7"), "/run/jcross-ssh.sock", true);

  @Test
  void handsTheAgentToDownloadsAloneAndOnlyIfAskedTo() {
    var agent = "SSH_AUTH_SOCK";
    var known = Path.of("/home/me/.ssh/known_hosts");
    knownHosts =
        new CrateSources.KnownHosts(
            Optional.of(known), Optional.of(Path.of("/etc/ssh/ssh_known_hosts")));

    var steps =
        steps(Case.of("run --target PI").sshAgent().openNetwork().variable(agent, "/tmp/agent.7"));

    assertThat(fetch(steps).container().mounts())
        .contains(
            AGENT,
            new MountPlan.Bind(known, "/home/jcross/.ssh/known_hosts", true),
            new MountPlan.Bind(
                Path.of("/etc/ssh/ssh_known_hosts"), "/etc/ssh/ssh_known_hosts", true));
    assertThat(fetch(steps).container().environment().get(agent))
        .extracting(value -> value == null ? null : value.value())
        .isEqualTo("/run/jcross-ssh.sock");
    assertThat(others(steps))
        .hasSize(2)
        .allSatisfy(
            step -> {
              assertThat(step.container().mounts().toString())
                  .doesNotContain("agent", "known_hosts");
              assertThat(step.container().environment()).doesNotContainKey(agent);
            });
    assertThat(steps(Case.of("run --target PI").variable(agent, "/tmp/agent.7")))
        .noneMatch(step -> step.container().mounts().contains(AGENT));
  }

  @Test
  void plansWithoutAnAgentWhereThereIsNone() {
    var fetch = fetch(steps(Case.of("build --target PI").sshAgent()));

    assertThat(SshAgent.of(fetch.container())).isEmpty();
    assertThat(fetch.container().environment()).containsKey("SSH_AUTH_SOCK");
  }

  @Test
  void namesTheGitServersOfDownloadsAlone() {
    gitUrls.add("https://git.example/a");

    var steps = steps(Case.of("run --target PI"));

    assertThat(fetch(steps).container().gitUrls()).containsExactly("https://git.example/a");
    assertThat(others(steps)).allMatch(step -> step.container().gitUrls().isEmpty());
    assertThat(PlanText.lines(plan("run --target PI")))
        .contains("   git credentials      for https://git.example/a");
  }

  @Test
  void namesTheGitServerOfTheCommandLineUnlessItBringsAPassword() {
    assertThat(
            steps(Case.of("add --git https://git.example/b?x b")).getLast().container().gitUrls())
        .containsExactly("https://git.example/b");
    assertThat(
            steps(Case.of("add --git https://me:pw@git.example/b b"))
                .getLast()
                .container()
                .gitUrls())
        .isEmpty();
  }
}
