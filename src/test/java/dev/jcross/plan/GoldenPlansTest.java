package dev.jcross.plan;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jcross.image.ImageSource;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole plans, compared with files that a reviewer can read. To write them anew: {@code mvn -pl src
 * test -Dtest=GoldenPlansTest -Djcross.golden=write}, then look at what git says.
 */
class GoldenPlansTest {
  /** The tests of a module start in its directory. */
  private static final Path GOLDEN = Path.of("test/resources/dev/jcross/plan/golden");

  private static final Map<String, Case> CASES = new LinkedHashMap<>();

  static {
    CASES.put("build", Case.of("build --target PI"));
    CASES.put("build-release-short-alias", Case.of("b --release -p core --target PI"));
    CASES.put("build-for-this-machine", Case.of("build"));
    CASES.put("build-on-an-arm-machine", Case.of("build --target PI").onArm());
    CASES.put(
        "build-two-targets", Case.of("build --target PI --target armv7-unknown-linux-gnueabihf"));
    CASES.put("build-with-leading-flags", Case.of("--config net.retry=1 -v build --target PI"));
    CASES.put("build-on-a-terminal", Case.of("build --target PI").onTerminal());
    CASES.put("build-piped", Case.of("build --target PI").piped());
    CASES.put(
        "build-piped-without-colour",
        Case.of("build --color never --target PI").piped().variable("CARGO_TERM_COLOR", "never"));
    CASES.put("build-quiet", Case.of("build -q --target PI"));
    CASES.put("build-locked", Case.of("build --locked --target PI"));
    CASES.put("build-frozen", Case.of("build --frozen --target PI"));
    CASES.put("build-offline", Case.of("build --offline --target PI"));
    CASES.put("run-offline", Case.of("run --offline --target PI"));
    CASES.put("build-fresh", Case.of("build --fresh --target PI"));
    CASES.put("build-session-timeout", Case.of("build --target PI").sessionTimeout(7));
    CASES.put("build-target-dir", Case.of("build --target PI --target-dir ../out/./x"));
    CASES.put("build-below-the-root", Case.of("build --target PI").in("/home/me/app/crates/core"));
    CASES.put(
        "build-manifest-path",
        Case.of("build --target PI --manifest-path app/crates/core/Cargo.toml")
            .outside("/home/me", "/home/me/app/crates/core"));
    CASES.put(
        "build-external-path-dependencies",
        Case.of("build --target PI")
            .workspace("/src/app", "/src/app", "/src/libs/one", "/src/libs/two words ü"));
    CASES.put(
        "build-roots-without-common-parent",
        Case.of("build --target PI").workspace("/srv/app", "/srv/app", "/opt/dep"));
    CASES.put("build-open-network", network(Case.of("build --target PI").openNetwork()));
    CASES.put("build-behind-a-proxy", network(Case.of("build --target PI")));
    CASES.put(
        "build-with-tokens-around",
        Case.of("build --target PI")
            .variable("CARGO_REGISTRY_TOKEN", "secret")
            .variable("CARGO_REGISTRIES_MINE_TOKEN", "secret")
            .variable("CARGO_REGISTRIES_MINE_CREDENTIAL_PROVIDER", "secret")
            .variable("SSH_AUTH_SOCK", "/run/secret")
            .variable("GITHUB_TOKEN", "secret")
            .variable("AWS_SECRET_ACCESS_KEY", "secret")
            .variable("CROSS_REMOTE", "secret"));
    CASES.put(
        "build-with-what-cross-hands-over",
        Case.of("build --target PI")
            .variable("TERM", "xterm-256color")
            .variable("RUSTFLAGS", "-Cdebuginfo=1")
            .variable("RUSTDOCFLAGS", "-Dwarnings")
            .variable("BROWSER", "lynx")
            .variable("QEMU_STRACE", "1")
            .variable("HTTP_TIMEOUT", "30")
            .variable("CARGO_INCREMENTAL", "0")
            .variable("CARGO_PROFILE_RELEASE_LTO", "true")
            .variable("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUSTFLAGS", "-Ctarget-cpu=native")
            .variable("CROSS_DEBUG", "1")
            .variable("CARGO_HOME", "/home/me/.cargo")
            .variable("CARGO_TARGET_DIR", "/home/me/elsewhere")
            .variable("CARGO_BUILD_TARGET", "i686-unknown-linux-gnu")
            .variable("CARGO_PKG_NAME", "outer")
            .variable("CROSS_BUILD_PRE_BUILD", "x")
            .variable("CROSS_CONTAINER_ENGINE", "podman")
            .variable("PATH", "/usr/bin")
            .variable("LD_PRELOAD", "x.so"));
    CASES.put(
        "build-passthrough",
        Case.of("build --target PI")
            .passthrough("RUST_BACKTRACE")
            .passthrough("FIXED", "a b")
            .passthrough("NOT_SET")
            .passthrough("RUSTFLAGS", "-Cfrom-settings")
            .variable("RUST_BACKTRACE", "1")
            .variable("RUSTFLAGS", "-Cfrom-host"));
    CASES.put(
        "build-volumes",
        Case.of("build --target PI")
            .volume("SDK", "/opt/sdk")
            .volume("ABSENT", null)
            .variable("SDK", "/opt/sdk"));
    CASES.put("build-development-kit", Case.of("build --target PI").sdk("/opt/ndk", null));
    CASES.put(
        "build-development-kit-downloaded",
        network(
            Case.of("build --target x86_64-pc-windows-msvc")
                .image(Case.wanting("msvc", "1"))
                .variable("JCROSS_ACCEPT_MSVC_LICENSE", "1")));
    CASES.put("build-image-setting", Case.of("build --target PI").imageSetting("team/pi:llvm19"));
    CASES.put(
        "build-image-by-digest",
        Case.of("build --target PI").imageSetting("team/pi@sha256:" + "d".repeat(64)));
    CASES.put("build-dockerfile", Case.of("build --target PI").dockerfile("Dockerfile.pi", own()));
    CASES.put(
        "build-pre-build",
        Case.of("build --target PI").preBuild(preBuilt(), "apt-get update", "true"));
    CASES.put("check", Case.of("check --all-targets --target PI"));
    CASES.put("clippy-with-lints", Case.of("clippy --target PI -- -D warnings"));
    CASES.put("test", Case.of("test --target PI"));
    CASES.put("test-nocapture", Case.of("test --target PI -- --nocapture"));
    CASES.put("test-by-name", Case.of("test --target PI --no-fail-fast some::name"));
    CASES.put("test-doc", Case.of("test --doc --target PI"));
    CASES.put("test-no-run", Case.of("test --no-run --target PI"));
    CASES.put("bench", Case.of("bench --target PI"));
    CASES.put("run-with-arguments", Case.of("run --bin tool --target PI -- --target x y"));
    CASES.put("run-with-bare-arguments", Case.of("run --target PI first --flag"));
    CASES.put("run-runner", Case.of("run --target PI").runner("qemu-user"));
    CASES.put("run-on-a-terminal", Case.of("r --target PI").onTerminal());
    CASES.put("run-behind-a-proxy", network(Case.of("run --target PI")));
    CASES.put("update", Case.of("update -p serde --target-dir t"));
    CASES.put("fetch", Case.of("fetch --target PI"));
    CASES.put("new-outside-of-a-project", Case.of("new my-app").withoutProject());
    CASES.put("version", Case.of("--version").withoutProject());
    CASES.put("third-party-subcommand", Case.of("nextest run --target PI -E test(x)"));
    CASES.put(
        "build-flags-that-reach-the-fetch",
        Case.of(
                "--config net.retry=1 build --target PI --config a.toml --config /etc/b.toml -Z x"
                    + " -Zy --lockfile-path /locks/Cargo.lock --locked -p core --release --"
                    + " --config c")
            .configFiles("/home/me/app/a.toml", "/etc/b.toml"));
    CASES.put("build-artifact-dir", Case.of("build --target PI -Z x --artifact-dir out"));
    CASES.put(
        "build-with-warnings-in-ci", warned(Case.of("build --target PI")).variable("CI", "1"));
    CASES.put(
        "build-a-specification",
        Case.of("+nightly build -Zjson-target-spec --target boards/mine.json")
            .imageSetting("team/mine:1"));
    CASES.put(
        "build-a-specification-from-outside",
        Case.of("build --target /etc/boards/mine.json --target-dir out")
            .imageSetting("team/mine:1"));
    CASES.put("no-image-for-a-specification", Case.of("build --target mine.json").image(null));
    CASES.put("login", Case.of("login --registry mine").withoutProject());
    CASES.put(
        "build-as-cargos-configuration-speaks",
        Case.of("build --target PI").piped().speaking("true", "never"));
    CASES.put("install", Case.of("install --path . --root out --force --target PI"));
    CASES.put(
        "install-root-variable",
        Case.of("install --path . --locked --target PI")
            .variable("CARGO_INSTALL_ROOT", "/home/me/tools"));
    CASES.put("install-from-a-registry", Case.of("install ripgrep --target PI"));
    CASES.put("uninstall", Case.of("uninstall --root /opt/tools app").withoutProject());
    CASES.put("package", Case.of("package --allow-dirty --target PI"));
    CASES.put("publish", Case.of("publish --dry-run --registry mine -p core --target PI"));
    CASES.put("publish-no-verify", Case.of("publish --no-verify --target PI"));
    CASES.put("report", Case.of("report future-incompatibilities --id 1"));
    CASES.put("config-get", Case.of("config get build").withoutProject());
    CASES.put("clean", Case.of("clean -v"));
    CASES.put("clean-for-a-target", Case.of("clean --dry-run --target PI --target-dir out"));
    CASES.put("clean-a-package", Case.of("clean -p core --target PI"));
    CASES.put("clean-of-the-project-itself", Case.of("clean --target-dir .."));
    CASES.put("exec", Case.exec("--target PI -- uname -m"));
    CASES.put("exec-outside-of-a-project", Case.exec("--target PI uname -m").withoutProject());
    CASES.put("exec-open-network", network(Case.exec("--target PI curl x").openNetwork()));
    CASES.put("shell", Case.shell("--locked --target PI").onTerminal());
    CASES.put("nightly", Case.of("+nightly build --target PI"));
    CASES.put("stable", Case.of("+stable build --target PI"));
    CASES.put("toolchain-file", Case.of("build --target PI").toolchainFile("1.70"));
    CASES.put("no-image", Case.of("build --target sparc64-unknown-netbsd").image(null));
    CASES.put("glibc-version", Case.of("build --target PI.2.17"));
    CASES.put(
        "problem-of-a-reader",
        Case.of("build --target PI")
            .found(
                Problem.warning(ProblemCode.KEY_UNKNOWN, "'pre-biuld' is not a key")
                    .at(new Place("Cross.toml", 7, 1))
                    .help("did you mean 'pre-build'?")));
  }

  private static Case warned(Case plain) {
    return plain.found(
        Problem.warning(ProblemCode.KEY_UNKNOWN, "'pre-biuld' is not a key")
            .at(new Place("Cross.toml", 7, 1)));
  }

  /** All six proxy variables, a company's certificates, and an own Rust server. */
  private static Case network(Case plain) {
    return plain
        .variable("http_proxy", "http://proxy:1")
        .variable("HTTP_PROXY", "http://proxy:2")
        .variable("https_proxy", "http://proxy:3")
        .variable("HTTPS_PROXY", "http://proxy:4")
        .variable("no_proxy", "localhost")
        .variable("NO_PROXY", "localhost")
        .variable("RUSTUP_DIST_SERVER", "https://rust.example")
        .caBundle("/etc/ssl/company.pem");
  }

  private static ImageSource own() {
    return new ImageSource.Built(
        "localhost/jcross/" + Case.PI + "-dockerfile:1111111111111111",
        Optional.of(Case.BUILTIN),
        ImageSource.Kind.DOCKERFILE,
        Case.recipe(Case.PI, "1", Map.of("KEY", "value")),
        "CROSS_BASE_IMAGE");
  }

  private static ImageSource preBuilt() {
    var recipe =
        new dev.jcross.image.Recipe(
            Case.PI,
            "Dockerfile",
            List.of(
                new dev.jcross.image.RecipeFile.Text(
                    "jcross-pre-build/script", true, "set -e\napt-get update\ntrue\n")),
            Map.of("CROSS_DEB_ARCH", "arm64"),
            "2".repeat(64));
    return new ImageSource.Built(
        "localhost/jcross/" + Case.PI + "-pre-build:2222222222222222",
        Optional.of(new ImageSource.Pulled("team/pi:1", Optional.empty())),
        ImageSource.Kind.PRE_BUILD,
        recipe,
        "JCROSS_BASE");
  }

  static Set<String> names() {
    return CASES.keySet();
  }

  private static Case named(String name) {
    return java.util.Objects.requireNonNull(CASES.get(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void plansAsWritten(String name) throws IOException {
    var file = GOLDEN.resolve(name + ".json");
    var planned = GoldenJson.of(PlanJson.of(named(name).plan()));
    if ("write".equals(System.getProperty("jcross.golden"))) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, planned);
    }

    assertThat(difference(Files.readString(file), planned))
        .as("to write it anew: -Dtest=GoldenPlansTest -Djcross.golden=write")
        .isEmpty();
  }

  /** The lines from the first that differs to the last, as {@code diff} shows them. */
  private static List<String> difference(String written, String planned) {
    var before = written.split("\n", -1);
    var after = planned.split("\n", -1);
    int start = 0;
    while (start < before.length && start < after.length && before[start].equals(after[start])) {
      start++;
    }
    int end = 0;
    while (end < before.length - start
        && end < after.length - start
        && before[before.length - 1 - end].equals(after[after.length - 1 - end])) {
      end++;
    }
    var lines = new ArrayList<String>();
    for (var line : List.of(before).subList(start, before.length - end)) {
      lines.add("-" + line);
    }
    for (var line : List.of(after).subList(start, after.length - end)) {
      lines.add("+" + line);
    }
    return lines;
  }

  @Test
  void theGoldenTextIsTheJsonThatIsPrinted() throws IOException {
    var mapper = new ObjectMapper();
    for (var world : CASES.values()) {
      var json = PlanJson.of(world.plan());
      assertThat(mapper.readTree(GoldenJson.of(json)))
          .isEqualTo(mapper.readTree(mapper.writeValueAsString(json)));
    }
  }

  @Test
  void everyGoldenFileHasACase() throws IOException {
    try (var files = Files.list(GOLDEN)) {
      var written =
          files
              .map(file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
              .collect(toCollection(TreeSet::new));
      assertThat(written).isEqualTo(new TreeSet<>(CASES.keySet()));
    }
  }
}
