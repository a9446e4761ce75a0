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
  void namesWhoAsksForTheSymbols() {
    var crate =
        bench
            .crate()
            .manifest("build = \"build.rs\"\n")
            .write("dice.c", "#include <stdlib.h>\nunsigned roll(void) { return arc4random(); }\n")
            .buildScript(
                """
                use std::process::Command;

                fn main() {
                    let out = std::env::var("OUT_DIR").unwrap();
                    let run = |program: &str, words: &[&str]| {
                        let status = Command::new(program).args(words).current_dir(&out).status();
                        assert!(status.unwrap().success());
                    };
                    run("gcc", &["-c", "-o", "dice.o", "/project/dice.c"]);
                    run("ar", &["rc", "libdice.a", "dice.o"]);
                    println!("cargo::rustc-link-search={out}");
                    println!("cargo::rustc-link-lib=static=dice");
                }
                """)
            .main(
                """
                unsafe extern "C" {
                    safe fn roll() -> u32;
                }

                fn main() {
                    println!("{}", roll());
                }
                """);

    assertThat(crate.run("build", "--max-glibc", "2.17", "--target", TRIPLE).hasStatus(82).errors())
        .contains("\n  --> --max-glibc\n")
        .contains("  | glibc 2.36 in libc.so.6: arc4random\n")
        .containsPattern("  \\| asked for by Rust's standard library: .*pthread_key_create")
        .contains("  | asked for by the crate crate_under_test: arc4random\n")
        .contains("  | asked for by the start code of every program: __libc_start_main\n");
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
