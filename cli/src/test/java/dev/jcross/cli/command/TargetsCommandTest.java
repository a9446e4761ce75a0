package dev.jcross.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.image.BuiltinRecipes;
import dev.jcross.image.ImageSource;
import org.junit.jupiter.api.Test;

class TargetsCommandTest {
  private static final String ARM = "aarch64-unknown-linux-gnu";

  private static String reference() {
    return ((ImageSource.Built) BuiltinRecipes.load().image(ARM, "auto").orElseThrow()).reference();
  }

  @Test
  void listsEveryRecipeWithWhatItMeans() {
    var engine = new FakeEngine().with(reference(), 1_450_000_000);
    var screen = new Terminal().engine(engine).type("targets");
    assertThat(screen.output().lines())
        .hasSize(1 + BuiltinRecipes.load().triples().size())
        .contains(
            "TARGET                         LIBC   RUNNER     LINKER  IMAGE",
            "aarch64-unknown-linux-gnu      glibc  qemu-user  gcc     built, 1.5 GB",
            "armv7-unknown-linux-gnueabihf  glibc  qemu-user  gcc     not built yet",
            "x86_64-unknown-linux-gnu       glibc  native     gcc     not built yet");
    assertThat(engine.closed()).isTrue();
  }

  @Test
  void listsThemWithoutAnEngineAsWell() {
    var screen = new Terminal().type("targets");
    assertThat(screen.output().lines())
        .contains("aarch64-unknown-linux-gnu      glibc  qemu-user  gcc     unknown (no engine)")
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(screen.errors()).isEmpty();
    assertThat(screen.status()).isZero();
  }

  @Test
  void namesTheWholeLinkerInJson() {
    var screen =
        new Terminal()
            .engine(new FakeEngine().with(reference(), 1_450_000_000))
            .type("targets", "--json");
    assertThat(screen.output())
        .startsWith(
            """
            {
              "schema" : 1,
              "targets" : [ {
                "target" : "aarch64-unknown-linux-gnu",
                "libc" : "glibc",
                "runner" : "qemu-user",
                "linker" : "aarch64-linux-gnu-gcc",
                "image" : "%s",
                "state" : "built",
                "size" : 1450000000
              }, {
            """
                .formatted(reference()));
  }
}
