package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Builds twice and tells whether the results are the same. */
class VerifyIT {
  private static final String TRIPLE = Workbench.NATIVE;
  private static final String PROGRAM = "target/" + TRIPLE + "/release/program";

  @RegisterExtension static final Workbench bench = new Workbench();

  private final Path cache = bench.root().resolve("cache-" + System.identityHashCode(this));

  private Project crate() {
    var crate = bench.crate();
    return new Project(crate.directory(), crate.jcross().with("XDG_CACHE_HOME", cache.toString()));
  }

  private void isEmpty(String folder) throws IOException {
    try (var left = Files.list(cache.resolve(folder))) {
      assertThat(left).as("what is left in %s", folder).isEmpty();
    }
  }

  @Test
  void findsTheSameBytesAndLeavesNothing() throws IOException {
    var crate = crate();
    var before = Workbench.client().listVolumesCmd().exec().getVolumes().size();

    var verified = crate.succeed("verify", "build", "--release", "--target", TRIPLE);

    assertThat(verified.errors())
        .containsPattern("Verified " + PROGRAM + ": the same bytes, sha256:[0-9a-f]{64}\n")
        .containsSubsequence("Verifying the first time", "Verifying the second time");
    assertThat(crate.file("target/jcross-verify")).doesNotExist();
    isEmpty("jcross/verify");
    // Another test may make one meanwhile, and none is of a copy.
    assertThat(Workbench.client().listVolumesCmd().exec().getVolumes())
        .as("%d before", before)
        .noneMatch(
            volume ->
                volume.getLabels() != null
                    && volume
                        .getLabels()
                        .getOrDefault("dev.jcross.project", "")
                        .startsWith(cache.toString()));
  }

  @Test
  void saysWhatDiffersAndKeepsBoth() throws IOException {
    var crate =
        crate()
            .buildScript(
                """
                fn main() {
                    let now = std::time::SystemTime::now()
                        .duration_since(std::time::UNIX_EPOCH)
                        .unwrap()
                        .as_secs();
                    println!("cargo::rustc-env=BUILT=built at {now}");
                }
                """)
            .main("fn main() { println!(env!(\"BUILT\")); }\n");

    var differs = crate.run("verify", "--release", "--target", TRIPLE).hasStatus(81);

    differs.tells("error[BUILDS_DIFFER]: '" + PROGRAM + "' has other bytes the second time");
    assertThat(differs.errors())
        .containsPattern("\\| \"[^\"]*built at 1\\d{9}[^\"]*\", and then \"[^\"]*built at 1\\d{9}")
        .contains("can take SOURCE_DATE_EPOCH");
    assertThat(crate.file("target/jcross-verify/first/program")).exists();
    var report = "target/jcross-verify/program.diffoscope.txt";
    if (Commands.succeeds(List.of("sh", "-c", "command -v diffoscope"))) {
      assertThat(differs.errors()).contains("look closer: less " + report);
      assertThat(crate.file(report)).content().contains("built at 1");
    } else {
      assertThat(differs.errors()).contains("look closer: diffoscope target/jcross-verify/first/");
    }
    assertThat(
            Files.mismatch(
                crate.file("target/jcross-verify/first/program"),
                crate.file("target/jcross-verify/second/program")))
        .isPositive();
    isEmpty("jcross/verify");
  }

  @Test
  void comparesWithWhatIsPublished() throws IOException {
    var crate = crate();
    crate.succeed("build", "--release", "--target", TRIPLE);
    var published = Files.copy(crate.file(PROGRAM), crate.file("program"));

    var same =
        crate.succeed("verify", "--against", "program", "build", "--release", "--target", TRIPLE);
    assertThat(same.errors()).contains("Verified " + PROGRAM).doesNotContain("second time");

    var bytes = Files.readAllBytes(published);
    bytes[bytes.length / 2] ^= 1;
    Files.write(published, bytes);
    crate
        .run("verify", "--against", "program", "build", "--release", "--target", TRIPLE)
        .hasStatus(81)
        .tells("error[BUILDS_DIFFER]: '" + PROGRAM + "' has other bytes than published");
    crate
        .run("verify", "--against", "nothing", "build", "--release", "--target", TRIPLE)
        .hasStatus(74)
        .tells("error[FILE]: there is no file 'nothing'");
  }

  @Test
  void comparesWithWhatAServerHas() throws IOException {
    var crate = crate();
    crate.succeed("build", "--release", "--target", TRIPLE);
    var bytes = Files.readAllBytes(crate.file(PROGRAM));
    try (var server = WebServer.at(InetAddress.getLoopbackAddress())) {
      server.serve(
          exchange -> {
            boolean known = exchange.getRequestURI().getPath().equals("/v1/program");
            exchange.sendResponseHeaders(known ? 200 : 404, known ? bytes.length : -1);
            if (known) {
              exchange.getResponseBody().write(bytes);
            }
            exchange.close();
          });
      var direct = new Project(crate.directory(), crate.jcross().with("no_proxy", "127.0.0.1"));
      var words = new String[] {"build", "--release", "--target", TRIPLE};

      assertThat(verify(direct, server.origin() + "/v1/program?a=b", words).hasStatus(0).errors())
          .contains("Verified " + PROGRAM);
      verify(direct, server.origin() + "/v2/program", words)
          .hasStatus(74)
          .hasErrorLine("  help: download it in another way, and name the file: --against FILE");
    }
  }

  private static Result verify(Project project, String against, String... words) {
    var all = new ArrayList<>(List.of("verify", "--against", against));
    all.addAll(List.of(words));
    return project.run(all.toArray(String[]::new));
  }

  @Test
  void passesOnHowCargoFails() {
    var broken = crate().main("fn main() { nonsense }\n");

    broken.run("verify", "--target", TRIPLE).hasStatus(101).showsNoStackTrace();
  }

  @Test
  void refusesWhatMakesNothing() {
    crate()
        .run("verify", "test", "--target", TRIPLE)
        .hasStatus(64)
        .tells("error[USAGE]: 'test' makes nothing that could be compared");
  }
}
