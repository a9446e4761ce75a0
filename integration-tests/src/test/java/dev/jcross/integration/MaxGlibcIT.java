package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes out is held against the systems that it is for. */
class MaxGlibcIT {
  private static final String TRIPLE = Workbench.NATIVE;
  private static final String PROGRAM = "target/" + TRIPLE + "/debug/program";

  @RegisterExtension static final Workbench bench = new Workbench();

  private static Project crate(String newest) {
    return bench.crate().crossToml("[build]\nmax-glibc = \"" + newest + "\"\n");
  }

  @Test
  void refusesAProgramThatNeedsANewerGlibcEachTimeAnew() {
    var crate = crate("2.17");

    for (int i = 0; i < 2; i++) {
      var refused = crate.run("build", "--target", TRIPLE).hasStatus(82).showsNoStackTrace();
      assertThat(refused.output()).isEmpty();
      assertThat(refused.errors())
          .contains("Finished `dev` profile")
          .containsPattern(
              "error\\[GLIBC_TOO_NEW]: '"
                  + PROGRAM
                  + "' needs glibc 2\\.\\d+, and 2\\.17 is the"
                  + " newest that there may be\n"
                  + "  --> Cross.toml:2:1\n"
                  + "  \\| glibc 2\\.\\d+ in libc\\.so\\.6: .*__libc_start_main")
          .contains("  help: link against the older one:  --target " + TRIPLE + ".2.17\n");
    }
    assertThat(crate.file(PROGRAM)).exists();
  }

  @Test
  void runsNoProgramThatItRefuses() {
    var refused = crate("2.17").run("run", "--target", TRIPLE).hasStatus(82);

    assertThat(refused.output()).isEmpty();
  }

  @Test
  void letsPassWhatWillStart() {
    var crate = crate("2.41");

    assertThat(crate.succeed("run", "-q", "--target", TRIPLE).output())
        .isEqualTo("Hello, world!\n");
    assertThat(crate.succeed("build", "--target", TRIPLE, "--message-format=json").output())
        .contains("\"reason\":\"build-finished\"");
  }

  @Test
  void looksAtExamplesAndAtLibrariesForOtherLanguages() {
    var crate =
        crate("2.17")
            .manifest("[lib]\nname = \"answer\"\ncrate-type = [\"cdylib\"]\n")
            .write(
                "src/lib.rs",
                """
                #[unsafe(no_mangle)]
                pub extern "C" fn answer() -> usize {
                    std::env::args().count()
                }
                """)
            .write("examples/small.rs", "fn main() {\n    println!(\"small\");\n}\n");

    var refused = crate.run("build", "--examples", "--lib", "--target", TRIPLE).hasStatus(82);

    assertThat(refused.errors())
        .contains("'target/" + TRIPLE + "/debug/libanswer.so' needs glibc")
        .contains("'target/" + TRIPLE + "/debug/examples/small' needs glibc")
        .doesNotContain("program'");
  }
}
