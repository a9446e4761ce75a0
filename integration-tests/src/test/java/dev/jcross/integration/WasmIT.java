package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Programs for WASI, which run in a runtime of the image. */
class WasmIT {
  private static final String WASI = "wasm32-wasip1";
  private static final String EMSCRIPTEN = "wasm32-unknown-emscripten";

  @RegisterExtension static final Workbench bench = new Workbench();

  @Test
  void aProgramGetsItsArgumentsVariablesAndInputAndItsStatusIsPassedOn() {
    var program =
        bench
            .crate()
            .crossToml("[target." + WASI + "]\nenv.passthrough = [\"FRUIT=pear\"]\n")
            .main(
                """
                fn main() {
                    let words: Vec<_> = std::env::args().skip(1).collect();
                    let input = std::io::read_to_string(std::io::stdin()).unwrap();
                    println!("{words:?} {:?} {input:?}", std::env::var("FRUIT"));
                    eprintln!("to the other stream");
                    std::process::exit(7);
                }
                """);

    var ran =
        new Project(program.directory(), program.jcross().input("two\nlines"))
            .run("run", "-q", "--target", WASI, "--", "a", "b c", "--d")
            .hasStatus(7)
            .hasErrorLine("to the other stream");

    assertThat(ran.output()).isEqualTo("[\"a\", \"b c\", \"--d\"] Ok(\"pear\") \"two\\nlines\"\n");
  }

  @Test
  void aProgramReadsTheProjectAndWritesBesideIt() {
    var program =
        bench
            .crate()
            .write("data/answer.txt", "42")
            .main(
                """
                use std::fs;

                fn main() {
                    let absolute = concat!(env!("CARGO_MANIFEST_DIR"), "/data/answer.txt");
                    assert_eq!(fs::read_to_string(absolute).unwrap(), "42");
                    let relative = fs::read_to_string("data/answer.txt").unwrap();
                    fs::write("/tmp/kept", &relative).unwrap();
                    fs::rename("/tmp/kept", "/tmp/moved").unwrap();
                    fs::write("out.txt", fs::read("/tmp/moved").unwrap()).unwrap();
                    println!("{:?}", fs::read_to_string("/etc/passwd").map(|_| ()).is_err());
                }
                """);

    assertThat(program.succeed("run", "-q", "--target", WASI).output()).isEqualTo("true\n");
    assertThat(program.file("out.txt")).hasContent("42");
  }

  @Test
  void aProgramSeesTheFoldersThatAreNamedForIt() {
    var program =
        bench
            .crate()
            .crossToml("[build.env]\npassthrough = [\"JCROSS_WASI_DIRS=/etc\"]\n")
            .main(
                """
                fn main() {
                    println!("{}", std::fs::read_to_string("/etc/passwd").is_ok());
                    println!("{}", std::fs::write("/tmp/x", "x").is_ok());
                }
                """);

    assertThat(program.succeed("run", "-q", "--target", WASI).output()).isEqualTo("true\nfalse\n");
  }

  @Test
  void aPanicIsToldAndEndsLikeAnAbort() {
    var program = bench.crate().main("fn main() {\n    panic!(\"no pears left\");\n}\n");

    var ran = program.run("run", "-q", "--target", WASI).hasStatus(134);

    assertThat(ran.errors()).contains("no pears left");
  }

  @Test
  void testsOfEveryKindRunAndAFailureFails() {
    var crate =
        bench
            .crate()
            .write(
                "src/lib.rs",
                """
                /// Doubles.
                ///
                /// ```
                /// assert_eq!(crate_under_test::double(4), 8);
                /// ```
                pub fn double(x: i32) -> i32 {
                    2 * x
                }

                #[cfg(test)]
                mod tests {
                    #[test]
                    fn doubles() {
                        assert_eq!(super::double(21), 42);
                    }
                }
                """)
            .write(
                "tests/files.rs",
                """
                #[test]
                fn writes_where_cargo_says() {
                    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/file");
                    std::fs::write(file, "x").unwrap();
                    assert!(std::fs::metadata("tests/files.rs").is_ok());
                }
                """);

    assertThat(crate.succeed("test", "--target", WASI).output())
        .contains(
            "test tests::doubles ... ok",
            "test writes_where_cargo_says ... ok",
            "test src/lib.rs - double (line 3) ... ok");

    crate.write("tests/wrong.rs", "#[test]\nfn is_wrong() {\n    assert_eq!(1, 2);\n}\n");

    assertThat(crate.run("test", "--target", WASI, "--test", "wrong").hasStatus(134).errors())
        .contains("assertion `left == right` failed");
  }

  @Test
  void cIsLinkedIn() {
    var program =
        bench
            .crate()
            .manifest("[build-dependencies]\ncc = \"1.2\"\n")
            .buildScript("fn main() {\n    cc::Build::new().file(\"src/e.c\").compile(\"e\");\n}\n")
            .write(
                "src/e.c",
                """
                #include <math.h>
                #include <stdio.h>
                double e(double x) {
                    printf("%.3f\\n", exp(x));
                    fflush(stdout);
                    return exp(x);
                }
                """)
            .main(
                """
                unsafe extern "C" {
                    safe fn e(x: f64) -> f64;
                }

                fn main() {
                    println!("{}", e(0.0));
                }
                """);

    assertThat(program.succeed("run", "-q", "--target", WASI).output()).isEqualTo("1.000\n1\n");
    assertThat(program.succeed("inspect", "target/" + WASI + "/debug/program.wasm").output())
        .contains("format       WebAssembly 32-bit module", "system       WASI 0.1 or newer");
  }

  /**
   * Optimised, as the tools that only then have a part in it must understand Rust's objects.
   * Emscripten adds the last line break.
   */
  @Test
  void aProgramOfEmscriptenUnwindsAndCatchesExceptionsOfCpp() {
    var program =
        bench
            .crate()
            .manifest("[build-dependencies]\ncc = \"1.2\"\n")
            .buildScript(
                """
                fn main() {
                    cc::Build::new().cpp(true).file("src/parse.cpp").compile("parse");
                    println!("cargo::rustc-link-arg-bins=-sEXIT_RUNTIME");
                }
                """)
            .write(
                "src/parse.cpp",
                """
                #include <stdexcept>
                #include <string>
                extern "C" int parse(const char *text) {
                    try {
                        return std::stoi(text);
                    } catch (const std::invalid_argument &) {
                        return -1;
                    }
                }
                """)
            .main(
                """
                unsafe extern "C" {
                    fn parse(text: *const std::ffi::c_char) -> i32;
                }

                fn main() {
                    let words: Vec<_> = std::env::args().skip(1).collect();
                    println!("{words:?} {}", std::io::read_to_string(std::io::stdin()).unwrap());
                    println!("{} {}", unsafe { parse(c"42".as_ptr()) }, unsafe { parse(c"pear".as_ptr()) });
                    println!("{}", std::panic::catch_unwind(|| panic!("caught")).is_err());
                    print!("the end");
                    std::process::exit(7);
                }
                """);

    for (var profile : List.of("dev", "release")) {
      var ran =
          new Project(program.directory(), program.jcross().input("input"))
              .run("run", "-q", "--profile", profile, "--target", EMSCRIPTEN, "--", "a", "b c")
              .hasStatus(7);
      assertThat(ran.output()).isEqualTo("[\"a\", \"b c\"] input\n42 -1\ntrue\nthe end\n");
    }
    assertThat(program.succeed("inspect", "target/" + EMSCRIPTEN + "/debug/program.wasm").output())
        .contains("format       WebAssembly 32-bit module", "system       Emscripten");
  }

  @Test
  void aModuleForTheBrowserIsBuiltAndNotRun() {
    var target = "wasm32-unknown-unknown";
    var crate = bench.crate();

    crate.succeed("build", "--target", target);

    assertThat(crate.file("target/" + target + "/debug/program.wasm")).exists();
    crate
        .run("run", "--target", target)
        .hasStatus(78)
        .tells(
            "error[TARGET_WITHOUT_RUNNER]: nothing here can run programs for"
                + " 'wasm32-unknown-unknown'");
  }
}
