package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The step of an image that compiles Rust's standard library ends in an error of the compiler. */
class BrokenStdIT {
  private static final String ADD_STD =
      """
      #!/bin/sh
      echo "add-std: building the standard library for $1 from its sources" >&2
      for i in $(seq 100); do echo "   Compiling crate-$i v0.1.0"; done
      echo "error[E0080]: evaluation of constant value failed"
      exit 101
      """;

  @RegisterExtension static final Workbench bench = new Workbench();

  @Test
  void namesTheStepShowsItsEndAndKeepsTheWholeLog() throws IOException {
    var cache = bench.root().resolve("cache");

    var failed =
        bench
            .crate()
            .jcross()
            .from(withScript("add-std", ADD_STD))
            .with("XDG_CACHE_HOME", cache.toString())
            .run("build", "--target", Workbench.NATIVE);

    failed
        .hasStatus(74)
        .tells(
            "error[IMAGE_BUILD]: image "
                + Workbench.NATIVE
                + " could not be built: a step ended with exit status 101")
        .hasErrorLine("  --> images/" + Workbench.NATIVE + "/Dockerfile")
        .hasErrorLine("  | error[E0080]: evaluation of constant value failed");
    assertThat(failed.errors())
        .containsPattern(
            "\\n  \\| Step \\d+/\\d+ : RUN with-ca add-std " + Workbench.NATIVE + "\\n")
        .contains("Compiling crate-100 v")
        .doesNotContain("Compiling crate-50 v");
    var help =
        failed.errors().lines().filter(line -> line.contains("the whole log: less ")).findFirst();
    var log = Path.of(help.orElseThrow().replaceFirst(".*: less ", ""));
    assertThat(log).startsWith(cache);
    assertThat(log)
        .content()
        .contains("building the standard library for " + Workbench.NATIVE, "crate-50 v", "E0080");
  }

  /** A copy of jcross whose recipes have another script. */
  private static Path withScript(String name, String script) throws IOException {
    Workbench.copy(Workbench.checkout().resolve("cli/target"), "dist", bench.root());
    var home = bench.root().resolve("dist");
    try (var libraries = Files.list(home.resolve("lib"))) {
      var core =
          libraries
              .filter(jar -> String.valueOf(jar.getFileName()).startsWith("jcross-core"))
              .findFirst()
              .orElseThrow();
      try (var jar = FileSystems.newFileSystem(core)) {
        Files.writeString(jar.getPath("/dev/jcross/image/recipes/common/" + name), script);
      }
    }
    return home;
  }
}
