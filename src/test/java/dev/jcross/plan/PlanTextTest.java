package dev.jcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.image.ImageSource;
import dev.jcross.image.Recipe;
import dev.jcross.image.RecipeFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTextTest {
  @Test
  void saysEveryDecisionAndWhyItCameOutSo() {
    var plan =
        Case.of("run --locked --target PI -- it's")
            .preBuild(preBuilt(), "apt-get update")
            .passthrough("NAME", "two words")
            .plan();

    assertThat(
            String.join("\n", PlanText.lines(plan))
                .replaceAll("jcross-build-[0-9a-f]{12}-" + Case.PI + "-[0-9a-f]{8}", "VOLUME"))
        .isEqualTo(
            """
            target     aarch64-unknown-linux-gnu   (--target)
            image      localhost/jcross/aarch64-unknown-linux-gnu-pre-build:2222222222222222   (Cross.toml:4:1)
                       pre-build on localhost/jcross/aarch64-unknown-linux-gnu:0123456789abcdef: apt-get update
                       built from images/aarch64-unknown-linux-gnu on localhost/jcross/base:fedcba9876543210
                       built from images/base on debian:trixie-slim
            toolchain  from the image (rust = "auto")   (default)
            runner     qemu-user   (the image)

            1. fetch, if something is missing   network bridge
               cargo fetch --target aarch64-unknown-linux-gnu --manifest-path /project/Cargo.toml --target x86_64-unknown-linux-gnu --locked
               in / as 1000:1001, container ends with it
               /project             /home/me/app (read-only)
               /cargo               volume jcross-cargo-1000, downloaded crates
               /tmp                 memory
               /home/jcross         memory
               /run/jcross          memory
               at most 4096 processes; 1 GiB of disk stays free

            2. compile   network none
               cargo build --target aarch64-unknown-linux-gnu --locked
               in /project as 1000:1001, container kept for 300 s
               /project             /home/me/app (read-only)
               /target              /home/me/app/target
               /build               volume VOLUME, intermediate files of aarch64-unknown-linux-gnu
               /cargo               volume jcross-cargo-1000, downloaded crates (read-only)
               /tmp                 memory
               /home/jcross         memory
               /run/jcross          memory
               at most 4096 processes; 1 GiB of disk stays free

            3. execute   network bridge
               cargo run --target aarch64-unknown-linux-gnu --locked -- 'it'\\''s'
               in /project as 1000:1001, container kept for 300 s
               /project             /home/me/app (read-only)
               /target              /home/me/app/target
               /build               volume VOLUME, intermediate files of aarch64-unknown-linux-gnu
               /cargo               volume jcross-cargo-1000, downloaded crates (read-only)
               /tmp                 memory
               /home/jcross         memory
               /run/jcross          memory
               at most 4096 processes; 1 GiB of disk stays free

            environment of the last step
               CARGO_BUILD_BUILD_DIR=/build   (jcross)
               CARGO_HOME=/cargo   (jcross)
               CARGO_NET_OFFLINE=true   (jcross)
               CARGO_TARGET_DIR=/target   (jcross)
               CROSS_RUNNER=qemu-user   (the image)
               HOME=/home/jcross   (jcross)
               LANG=C.UTF-8   (jcross)
               NAME='two words'   (Cross.toml:6:1)
               TZ=UTC   (jcross)
               USER=me   (jcross)\
            """);
  }

  @Test
  void separatesTargetsByAnEmptyLine() {
    var one = PlanText.lines(Case.of("run --target PI").plan());
    var two =
        PlanText.lines(Case.of("run --target PI --target armv7-unknown-linux-gnueabihf").plan());

    assertThat(two.subList(0, one.size())).isEqualTo(one);
    assertThat(two.subList(one.size(), one.size() + 2))
        .containsExactly("", "target     armv7-unknown-linux-gnueabihf   (--target)");
  }

  private static ImageSource preBuilt() {
    return new ImageSource.Built(
        "localhost/jcross/" + Case.PI + "-pre-build:2222222222222222",
        Optional.of(Case.BUILTIN),
        ImageSource.Kind.PRE_BUILD,
        new Recipe(
            Case.PI,
            "Dockerfile",
            List.of(
                new RecipeFile.Text("jcross-pre-build/script", true, "set -e\napt-get update\n")),
            Map.of(),
            "2".repeat(64)),
        "JCROSS_BASE");
  }

  @Test
  void saysWhatIsDoneInNoContainer() {
    assertThat(PlanText.lines(BuildPlan.onHost(new HostAction.Cargo(List.of("build", "a b")))))
        .containsExactly("on this machine, in no container: cargo build 'a b'");
    assertThat(PlanText.lines(Case.of("clean").plan()))
        .element(0)
        .isEqualTo("remove  /home/me/app/target");
    assertThat(PlanText.lines(Case.of("clean -n --target PI").plan()))
        .hasSize(2)
        .satisfies(
            lines ->
                assertThat(lines.getLast())
                    .matches("look at  volumes jcross-build-[0-9a-f]{12}-" + Case.PI + "-\\*"));
  }
}
