package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A bundle of the machine's engine, on a machine without any network: an engine with nothing in it
 * and jcross itself, each in a namespace that has no interface but a loopback which is down. To
 * make a bundle takes a while, so one serves all tests, and nothing is there until it is imported.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BundleIT {
  private static final String TRIPLE = Workbench.NATIVE;
  private static final String PROGRAM = "target/" + TRIPLE + "/debug/program";
  private static final String[] BUILD = {"build", "--offline", "--locked", "--target", TRIPLE};

  private static final OwnDocker DOCKER = new OwnDocker();

  @RegisterExtension static final Workbench bench = new Workbench();

  private static Project here = bench.nowhere();
  private static Project there = bench.nowhere();
  private static Path bundle = Path.of("/nowhere");

  @BeforeAll
  static void makeABundle() throws IOException {
    DOCKER.start();
    here = withDependencies("here");
    // As the container sees it; it does not go with the bundle, nor to the other checkout.
    GitRepository.withCrate(here.directory(), "colleague");
    here.succeed("generate-lockfile");
    here.succeed("lock", "--target", TRIPLE);
    bundle = bench.root().resolve("bundle.tar");
    here.succeed("bundle", "export", bundle.toString());
    there = withDependencies("there");
    for (var lock : List.of("Cargo.lock", "Cross.lock")) {
      Files.copy(here.file(lock), there.file(lock));
    }
  }

  private static Project withDependencies(String name) {
    return bench
        .crateIn(name)
        .manifest(
            """
            [dependencies]
            itoa = "1"
            colleague = { git = "file:///project/colleague.git" }
            """)
        .main(
            """
            fn main() {
                println!("{} {}", colleague::text(), itoa::Buffer::new().format(42));
            }

            #[test]
            fn formats() {
                assert_eq!(itoa::Buffer::new().format(7), "7");
            }
            """);
  }

  @AfterAll
  static void stop() {
    DOCKER.stop();
  }

  private static Jcross cutOff(Project project) {
    return DOCKER.jcross(project).behind(List.of(Machine.program("unshare"), "--net"));
  }

  private static List<String> images() throws IOException {
    try (var client = DOCKER.client()) {
      return client.listImagesCmd().exec().stream()
          .flatMap(image -> List.of(image.getRepoTags()).stream())
          .toList();
    }
  }

  private static Result refused() throws IOException {
    var result = cutOff(there).run("bundle", "import", bundle.toString());
    assertThat(images()).containsExactly(OwnDocker.DEBIAN);
    return result;
  }

  @Test
  @Order(1)
  void whatIsMissingIsSaidAtOnce() {
    var refused = cutOff(there).run(BUILD).hasStatus(74);

    assertThat(refused.problems())
        .singleElement()
        .asString()
        .startsWith("error[OFFLINE]: the image 'localhost/jcross/" + TRIPLE)
        .endsWith("is not on this machine, and nothing is downloaded offline");
    refused.hasErrorLine("  help: bring it from a machine that has it: jcross bundle import FILE");
  }

  @Test
  @Order(1)
  void itHasTheCratesOfTheLockAndNoOthers() {
    var shown = here.succeed("bundle", "show", bundle.toString()).output();

    assertThat(shown)
        .contains("target      " + TRIPLE, "image       localhost/jcross/" + TRIPLE)
        .containsPattern("crates +1, and 1 of git");
    assertThat(Commands.shell("tar tf " + bundle + " | grep -c '[.]crate$'").strip())
        .isEqualTo("1");
  }

  /** What becomes of a bundle whose last bytes are others; they are put back. */
  private static Result refusedWith(UnaryOperator<byte[]> change) throws IOException {
    try (var file = new RandomAccessFile(bundle.toFile(), "rw")) {
      var end = new byte[8192];
      long start = file.length() - end.length;
      file.seek(start);
      file.readFully(end);
      try {
        var changed = change.apply(end.clone());
        file.setLength(start);
        file.seek(start);
        file.write(changed);
        return refused();
      } finally {
        file.seek(start);
        file.write(end);
      }
    }
  }

  @Test
  @Order(1)
  void aBundleThatIsCutOffLeavesNothingBehind() throws IOException {
    refusedWith(end -> Arrays.copyOf(end, 5000))
        .hasStatus(74)
        .tells("error[BUNDLE_INVALID]: the bundle ends too early");
  }

  @Test
  @Order(1)
  void aBundleWithOtherBytesLeavesNothingBehind() throws IOException {
    refusedWith(
            end -> {
              // In the manifest, which stands at the end.
              end[2000] ^= 1;
              return end;
            })
        .hasStatus(74)
        .tells(
            "error[BUNDLE_INVALID]: 'manifest.json' in the bundle is not what it was when it was"
                + " made");
  }

  @Test
  @Order(1)
  void aBundleOfAnotherLockLeavesNothingBehind() throws IOException {
    var lock = Files.readString(there.file("Cargo.lock"));
    there.write("Cargo.lock", lock + "# of another day\n");
    try {
      refused()
          .hasStatus(80)
          .tells(
              "error[BUNDLE_MISMATCH]: the bundle was made with another Cargo.lock than this"
                  + " project's");
    } finally {
      there.write("Cargo.lock", lock);
    }
  }

  @Test
  @Order(2)
  void afterAnImportTheSameBytesAreBuilt() {
    var imported = cutOff(there).succeed("bundle", "import", bundle.toString());

    assertThat(imported.errors())
        .contains("Ready jcross build --offline --locked --target " + TRIPLE);
    cutOff(there).succeed(BUILD);
    here.succeed("build", "--locked", "--target", TRIPLE);
    assertThat(there.file(PROGRAM)).hasSameBinaryContentAs(here.file(PROGRAM));
  }

  @Test
  @Order(3)
  void programsAndTestsRunAndNoFlagIsNeeded() {
    assertThat(cutOff(there).succeed("run", "--offline", "--target", TRIPLE).output())
        .isEqualTo("hello, colleague 42\n");
    assertThat(cutOff(there).succeed("test", "--offline", "--target", TRIPLE).output())
        .contains("1 passed");
    // The crates are noted as fetched, so that nothing wants the network.
    cutOff(there).succeed("build", "--release", "--target", TRIPLE);
  }

  @Test
  @Order(3)
  void anotherProjectIsToldWhichCratesItLacks() {
    var other = bench.crateIn("other").manifest("[dependencies]\nserde = \"1\"\n");

    cutOff(other)
        .run("build", "--offline", "--target", TRIPLE)
        .hasStatus(101)
        .tells("error[OFFLINE]: crates are not on this machine, and nothing is downloaded offline");
  }

  @Test
  @Order(4)
  void vendoredSourcesNeedNoBundle() {
    var vendored = bench.crateIn("vendored").manifest("[dependencies]\nitoa = \"1\"\n");
    var configuration = vendored.succeed("vendor").output();
    vendored.write(".cargo/config.toml", configuration);
    cutOff(vendored).succeed("volumes", "remove", "--force", "--execute");

    cutOff(vendored).succeed(BUILD);
  }
}
