package dev.jcross.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.host.HostFacts;
import dev.jcross.image.BuiltinRecipes;
import dev.jcross.image.ImageSource;
import dev.jcross.invocation.Invocation;
import dev.jcross.plan.BuildPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which image a target has. */
class PlanningTest {
  private static final String PI = "aarch64-unknown-linux-gnu";
  private static final String REGISTRY = "[build]\nregistry = \"registry.example/team/\"\n";

  @TempDir Path directory = Path.of("/");
  private Map<String, String> environment = Map.of();

  @BeforeEach
  void makeProject() throws IOException {
    Files.writeString(
        directory.resolve("Cargo.toml"), "[package]\nname = \"hello\"\nversion = \"0.1.0\"\n");
    Files.createDirectories(directory.resolve("src"));
    Files.writeString(directory.resolve("src/main.rs"), "fn main() {}\n");
  }

  private BuildPlan plan(String crossToml, String target) throws IOException {
    Files.writeString(directory.resolve("Cross.toml"), crossToml);
    var host =
        new HostFacts(
            directory,
            directory,
            directory,
            environment,
            new HostFacts.User(1000, 1000, "ferris"),
            new HostFacts.Terminal(false, false, false, 80),
            "linux",
            "x86_64");
    return new Planning(host, BuiltinRecipes.load())
        .plan(Invocation.parse(List.of("build", "--target", target)));
  }

  private ImageSource image(String crossToml) throws IOException {
    var plan = plan(crossToml, PI);
    assertThat(plan.problems()).isEmpty();
    return plan.targets().getFirst().image();
  }

  private List<String> printed(String crossToml, String target) throws IOException {
    return plan(crossToml, target).problems().stream()
        .flatMap(problem -> problem.lines().stream())
        .toList();
  }

  private static String table(String image) {
    return "[target." + PI + "]\nimage = \"" + image + "\"\n";
  }

  @Test
  void aTargetsOldNameMeansItAndIsTold() throws IOException {
    assertThat(printed("[target.wasm32-wasip1]\nimage = \"team/wasi:1\"\n", "wasm32-wasi"))
        .containsExactly(
            "warning[TARGET_MISSPELT]: 'wasm32-wasi' is called 'wasm32-wasip1' now",
            "  --> --target",
            "  help: write 'wasm32-wasip1'");
  }

  @Test
  void mayComeFromARegistryUnderTheNameOfItsRecipe() throws IOException {
    var own = (ImageSource.Built) image("");
    assertThat(own.pullFrom()).isEmpty();

    var pulled = (ImageSource.Built) image(REGISTRY);
    assertThat(pulled.reference()).isEqualTo(own.reference());
    assertThat(pulled.pullFrom()).contains("registry.example/team/" + PI + ":" + own.hash());
    var base = (ImageSource.Built) pulled.base().orElseThrow();
    assertThat(base.pullFrom()).contains("registry.example/team/base:" + base.hash());
  }

  @Test
  void mayBeOnTopOfOneThatComesFromARegistry() throws IOException {
    var image = (ImageSource.Built) image(REGISTRY + "pre-build = [\"true\"]\n");
    assertThat(image.pullFrom()).isEmpty();
    assertThat(((ImageSource.Built) image.base().orElseThrow()).pullFrom()).isPresent();
  }

  @Test
  void isNamedInPartsOfTheRegistrysName() throws IOException {
    var repository = "registry.example/team/" + PI;
    var hash = ((ImageSource.Built) image("")).hash();
    var digest = "@sha256:" + "0a".repeat(32);

    assertThat(image(REGISTRY + table(":edge")).reference()).isEqualTo(repository + ":edge");
    assertThat(image(REGISTRY + table(digest)).reference()).isEqualTo(repository + digest);
    assertThat(image(REGISTRY + table("-llvm")).reference())
        .isEqualTo(repository + ":" + hash + "-llvm");
    assertThat(image(REGISTRY + table("team/own:1")).reference()).isEqualTo("team/own:1");
  }

  @ParameterizedTest
  @CsvSource({":edge", "@sha256:00", "-centos"})
  void isNotNamedInPartsWithoutARegistry(String part) throws IOException {
    assertThat(printed(table(part), PI))
        .containsExactly(
            "error[KEY_VALUE]: '"
                + part
                + "' is only a part of an image's name, and no registry is set",
            "  --> Cross.toml:2:1",
            "  help: write the whole name: image = \"registry.example/team/image" + part + "\"",
            "        or set registry = \"registry.example/team\" under [build]");
  }

  @Test
  void isNoVariantOfAnImageThatJcrossDoesNotMake() throws IOException {
    var vax = "sparc64-unknown-netbsd";
    assertThat(printed(REGISTRY + "[target." + vax + "]\nimage = \"-x\"\n", vax))
        .containsExactly(
            "error[KEY_VALUE]: '-x' is a variant of jcross's image, which '" + vax + "' has not",
            "  --> Cross.toml:4:1",
            "  help: write the whole name, or a tag: image = \":tag\"");
  }

  /** Cross leaves it out for targets that it would build for on the host. */
  @ParameterizedTest
  @CsvSource({"wasm32-unknown-unknown", "wasm32-wasip1", "x86_64-unknown-uefi"})
  void isTheOneThatWasNamedForEveryTarget(String triple) throws IOException {
    var plan = plan("[target." + triple + "]\nimage = \"team/own:1\"\n", triple);
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.targets().getFirst().image().reference()).isEqualTo("team/own:1");
  }

  /** Cross tags the result of the Dockerfile with the user's name. */
  @Test
  void ofADockerfileLeavesTheNameOfTheImageBelowAlone() throws IOException {
    Files.writeString(
        directory.resolve("Dockerfile"), "ARG CROSS_BASE_IMAGE\nFROM $CROSS_BASE_IMAGE\n");
    var image = (ImageSource.Built) image(table("team/own:1") + "dockerfile = \"Dockerfile\"\n");

    assertThat(image.reference()).matches("localhost/jcross/" + PI + "-dockerfile:[0-9a-f]{16}");
    assertThat(image.base().orElseThrow().reference()).isEqualTo("team/own:1");
    assertThat(image.baseArgument()).isEqualTo("CROSS_BASE_IMAGE");
  }

  @Test
  void canBeMadeOfADockerfileWhereJcrossHasNone() throws IOException {
    Files.writeString(directory.resolve("Dockerfile"), "FROM debian:12\n");
    var sparc = "sparc64-unknown-netbsd";
    var plan = plan("[build]\ndockerfile = \"Dockerfile\"\n", sparc);

    assertThat(plan.problems()).isEmpty();
    assertThat(plan.targets().getFirst().image().reference())
        .startsWith("localhost/jcross/" + sparc + "-dockerfile:");
    assertThat(printed("[build]\npre-build = [\"true\"]\n", sparc).getFirst())
        .isEqualTo(
            "error[TARGET_WITHOUT_IMAGE]: jcross has no image for the target '" + sparc + "'");
  }

  /** So it is built once, and not on every run. */
  @Test
  void isNamedByWhatItIsMadeOf() throws IOException {
    var one = image("[build]\npre-build = [\"true\"]\n").reference();

    assertThat(image("[build]\npre-build = [\"true\"]\n# changed\n").reference()).isEqualTo(one);
    assertThat(image("[target." + PI + "]\npre-build = [\"true\"]\n").reference()).isEqualTo(one);
    assertThat(image("[build]\npre-build = [\"true\", \"true\"]\n").reference()).isNotEqualTo(one);
    assertThat(image("[build]\nrust = \"debian\"\npre-build = [\"true\"]\n").reference())
        .isNotEqualTo(one);
  }

  @Test
  void dependsOnTheBuildArgumentsFromOutside() throws IOException {
    Files.writeString(directory.resolve("Dockerfile"), "FROM debian:12\nARG A\n");
    var toml = "[build]\ndockerfile = \"Dockerfile\"\n";
    var one = image(toml).reference();

    environment = Map.of("CROSS_BUILD_OPTS", "--build-arg A=1 --network host");
    var plan = plan(toml, PI).targets().getFirst();

    assertThat(plan.image().reference()).isNotEqualTo(one);
    assertThat(plan.downloads().network()).contains("host");
  }

  @Test
  void hasALinuxToBootIfItIsToRunPrograms() throws IOException {
    var plain = image("");
    var booting = (ImageSource.Built) image("[target." + PI + "]\nrunner = \"qemu-system\"\n");

    assertThat(booting.reference()).startsWith("localhost/jcross/qemu-system:");
    assertThat(booting.base()).contains(plain);
    assertThat(image(table("team/own:1") + "runner = \"qemu-system\"\n").reference())
        .isEqualTo("team/own:1");
    assertThat(image("[target." + PI + "]\nrunner = \"qemu-user\"\n")).isEqualTo(plain);
  }

  private Map<String, String> variables(BuildPlan plan) {
    var variables = new TreeMap<String, String>();
    plan.targets()
        .getFirst()
        .main()
        .container()
        .environment()
        .forEach((name, value) -> variables.put(name, value.value()));
    return variables;
  }

  @Test
  void isThatOfTheTargetThatASpecificationIsDerivedFrom() throws IOException {
    Files.createDirectories(directory.resolve("boards"));
    Files.writeString(directory.resolve("boards/foo.json"), "{\"llvm-target\": \"" + PI + "\"}");

    var plan = plan("", "boards/foo.json");

    assertThat(plan.problems()).isEmpty();
    assertThat(plan.targets().getFirst().image()).isEqualTo(image(""));
    assertThat(variables(plan))
        .containsEntry("CARGO_TARGET_FOO_LINKER", "aarch64-linux-gnu-gcc")
        .containsEntry("CARGO_TARGET_FOO_RUNNER", "/usr/local/bin/jcross-runner aarch64")
        .containsEntry("CC_foo", "aarch64-linux-gnu-gcc")
        .containsEntry(
            "BINDGEN_EXTRA_CLANG_ARGS_foo",
            "--target=aarch64-linux-gnu --sysroot=/usr/aarch64-linux-gnu");
    assertThat(variables(plan("", PI))).doesNotContainKey("CARGO_TARGET_FOO_LINKER");
  }

  @Test
  void mayBeNamedByAVariableForATargetOfTheUsersOwn() throws IOException {
    Files.writeString(directory.resolve("foo.json"), "{\"llvm-target\": \"" + PI + "\"}");
    environment = Map.of("CROSS_TARGET_FOO_IMAGE", "registry.example/team/foo:1");

    var plan = plan("", "foo.json");

    assertThat(plan.problems()).isEmpty();
    assertThat(plan.targets().getFirst().image().reference())
        .isEqualTo("registry.example/team/foo:1");
    assertThat(variables(plan)).doesNotContainKey("CARGO_TARGET_FOO_LINKER");
  }
}
