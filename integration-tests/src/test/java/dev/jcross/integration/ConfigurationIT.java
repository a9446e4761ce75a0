package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jcross.artifact.ArtifactReader;
import dev.jcross.artifact.Linking;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cross.toml, from what people have in theirs today to what an engine makes of it. */
class ConfigurationIT {
  private static final String PI = "aarch64-unknown-linux-gnu";

  @RegisterExtension static final Workbench bench = new Workbench();

  private static JsonNode plan(Jcross jcross) throws JsonProcessingException {
    return new ObjectMapper()
        .readTree(jcross.succeed("plan", "build", "--target", PI, "--json").output());
  }

  @Test
  void plansWhatAFileOfTodaySays() throws JsonProcessingException {
    var crate =
        bench
            .crate()
            .crossToml(
                """
                [target.aarch64-unknown-linux-gnu]
                image = "registry.example/team/cross-aarch64:llvm19"
                pre-build = ["apt-get update && apt-get install -y libssl-dev:arm64"]
                [build.env]
                passthrough = ["RUST_BACKTRACE", "PKG_CONFIG_PATH"]
                """);

    var plan =
        plan(
            crate
                .jcross()
                // A plan asks no engine.
                .with("DOCKER_HOST", "unix:///nonexistent/docker.sock")
                .with("RUST_BACKTRACE", "full")
                .without("PKG_CONFIG_PATH"));

    assertThat(plan.path("problems")).isEmpty();
    var target = plan.path("targets").path(0);
    assertThat(target.path("target").asText()).isEqualTo(PI);
    var image = target.path("image");
    assertThat(image.path("source").asText()).isEqualTo("config");
    assertThat(image.path("origin").asText()).isEqualTo("Cross.toml:3:1");
    assertThat(image.path("base").asText()).isEqualTo("registry.example/team/cross-aarch64:llvm19");
    assertThat(image.path("reference").asText())
        .startsWith("localhost/jcross/" + PI + "-pre-build:");
    assertThat(image.path("preBuild"))
        .extracting(JsonNode::asText)
        .containsExactly("apt-get update && apt-get install -y libssl-dev:arm64");
    assertThat(image.path("buildArgs").path("CROSS_DEB_ARCH").asText()).isEqualTo("arm64");
    var environment = target.path("container").path("env");
    assertThat(environment.path("RUST_BACKTRACE").path("value").asText()).isEqualTo("full");
    assertThat(environment.path("RUST_BACKTRACE").path("origin").asText())
        .isEqualTo("Cross.toml:5:16");
    assertThat(environment.has("PKG_CONFIG_PATH")).isFalse();
    assertThat(target.path("container").path("network").asText()).isEqualTo("none");
  }

  @Test
  void linksAgainstALibraryThatPreBuildInstalls() throws JsonProcessingException {
    var crate =
        bench
            .crate()
            .manifest("[dependencies]\nopenssl-sys = \"0.9\"\n")
            .main(
                """
                fn main() {
                    println!("{:x}", unsafe { openssl_sys::OpenSSL_version_num() });
                }
                """)
            .crossToml(
                """
                [target.aarch64-unknown-linux-gnu]
                # %d: an image of this test's own
                pre-build = [
                    "echo %d > /etc/jcross-it",
                    "apt-get update && apt-get install -y libssl-dev:$CROSS_DEB_ARCH",
                ]
                """
                    .formatted(System.nanoTime(), System.nanoTime()));
    bench.removeLater(image(plan(crate.jcross())));

    var first = crate.succeed("build", "--target", PI);
    var second = crate.succeed("run", "--quiet", "--target", PI);

    assertThat(first.errors()).contains("Building pre-build image for " + PI);
    assertThat(second.errors()).doesNotContain("pre-build image");
    assertThat(second.output()).matches("3[0-9a-f]{7}\n");
    var binary = ArtifactReader.inspect(crate.file("target/" + PI + "/debug/program"));
    assertThat(binary.machine().name()).isEqualTo("aarch64");
    assertThat(binary.linking().map(Linking::needed).orElse(List.of())).contains("libcrypto.so.3");
  }

  @Test
  void buildsOnItsOwnImageWhereADockerfileAsksForIt() throws JsonProcessingException {
    var crate =
        bench
            .crate()
            .write(
                "docker/Dockerfile.pi",
                """
                ARG CROSS_BASE_IMAGE
                FROM ${CROSS_BASE_IMAGE}
                ARG GREETING
                COPY greeting.txt /etc/greeting.txt
                RUN echo "$GREETING" >>/etc/greeting.txt
                """)
            .write("docker/greeting.txt", "from the context, %d\n".formatted(System.nanoTime()))
            .crossToml(
                """
                [target.aarch64-unknown-linux-gnu.dockerfile]
                file = "docker/Dockerfile.pi"
                context = "docker"
                build-args = { GREETING = "from the 'build' arguments" }
                """)
            .buildScript(
                """
                fn main() {
                    let text = std::fs::read_to_string("/etc/greeting.txt").unwrap();
                    println!("cargo::rustc-env=GREETING={}", text.replace('\\n', "; "));
                }
                """)
            .main("fn main() {\n    println!(\"{}\", env!(\"GREETING\"));\n}\n");
    bench.removeLater(image(plan(crate.jcross())));

    var run = crate.succeed("run", "--quiet", "--target", PI);

    assertThat(run.output())
        .startsWith("from the context, ")
        .endsWith("; from the 'build' arguments;\n");
    var again = crate.succeed("run", "--quiet", "--target", PI);
    assertThat(again.errors()).doesNotContain("Building");
    crate.write("docker/greeting.txt", "changed\n");
    bench.removeLater(image(plan(crate.jcross())));
    assertThat(crate.succeed("run", "--quiet", "--target", PI).errors())
        .contains("Building your Dockerfile's image for " + PI);
  }

  private static String image(JsonNode plan) {
    return plan.path("targets").path(0).path("image").path("reference").asText();
  }

  @Test
  void letsVariablesBeatTheFile() {
    var crate =
        bench
            .crate()
            .crossToml("[build.env]\npassthrough = [\"GREETING=from the file\"]\n")
            .main("fn main() {\n    println!(\"{:?}\", std::env::var(\"GREETING\"));\n}\n");

    assertThat(crate.succeed("run", "--quiet", "--target", Workbench.NATIVE).output())
        .isEqualTo("Ok(\"from the file\")\n");
    assertThat(
            crate
                .jcross()
                .with("CROSS_BUILD_ENV_PASSTHROUGH", "GREETING")
                .with("GREETING", "from the host")
                .succeed("run", "--quiet", "--target", Workbench.NATIVE)
                .output())
        .isEqualTo("Ok(\"from the host\")\n");
  }

  @Test
  void mountsTheVolumesThatAreNamed() {
    var data = bench.at(bench.root().resolve("test data")).write("answer", "42");
    var crate =
        bench
            .crate()
            .crossToml("[build.env]\nvolumes = [\"TEST_DATA=../test data\"]\n")
            .main(
                """
                fn main() {
                    let data = std::env::var("TEST_DATA").unwrap();
                    print!("{}", std::fs::read_to_string(data + "/answer").unwrap());
                }
                """);

    assertThat(data.file("answer")).exists();
    assertThat(crate.succeed("run", "--quiet", "--target", Workbench.NATIVE).output())
        .isEqualTo("42");
  }
}
