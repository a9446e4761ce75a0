package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images in which zig compiles C and links: for any glibc, and static programs with musl. */
class ZigImageIT {
  private static final String PI = "aarch64-unknown-linux-gnu";
  private static final String MUSL = Workbench.NATIVE.replace("gnu", "musl");

  @RegisterExtension static final Workbench bench = new Workbench();

  /** A program whose C calls exp, of which glibc 2.29 has a version of its own. */
  private static Project withC() {
    return bench
        .crate()
        .manifest("[build-dependencies]\ncc = \"1.2\"\n")
        .buildScript("fn main() {\n    cc::Build::new().file(\"src/e.c\").compile(\"e\");\n}\n")
        .write("src/e.c", "#include <math.h>\ndouble e(double x) { return exp(x); }\n")
        .main(
            """
            unsafe extern "C" {
                safe fn e(x: f64) -> f64;
            }

            fn main() {
                println!("{}", e(std::env::args().count() as f64 - 1.0));
            }
            """);
  }

  @ParameterizedTest
  // The standard library asks for gettid, which glibc has since 2.30, if it is there.
  @CsvSource({"2.17, 2.17", "2.31, 2.30"})
  void aProgramNeedsNoNewerGlibcThanWasAskedFor(String asked, String needed) {
    var program = withC();
    var target = PI + "." + asked;

    assertThat(program.succeed("run", "--target", target).output()).isEqualTo("1\n");

    assertThat(program.succeed("inspect", "target/" + PI + "/debug/program").output())
        .containsPattern("glibc +" + needed.replace(".", "\\.") + " or newer")
        .contains("machine      aarch64");
  }

  @Test
  void anotherVersionLinksAnew() {
    var program = withC().crossToml("[target." + PI + "]\nzig = \"2.31\"\n");
    program.succeed("build", "--target", PI);

    program.crossToml("[target." + PI + "]\nzig = \"2.17\"\n").succeed("build", "--target", PI);

    assertThat(program.succeed("inspect", "target/" + PI + "/debug/program").output())
        .containsPattern("glibc +2\\.17 or newer");
  }

  @Test
  void aProgramWithMuslIsStatic() {
    var program = withC();

    assertThat(
            program
                .crossToml("[target." + MUSL + "]\nzig = true\n")
                .succeed("run", "--target", MUSL)
                .output())
        .isEqualTo("1\n");

    assertThat(program.succeed("inspect", "target/" + MUSL + "/debug/program").output())
        .containsPattern("linkage +static");
  }

  @Test
  void readsHeadersForBindgenFromZig() {
    var camera = bench.example("pi-camera");

    camera.succeed("build", "--target", PI + ".2.17");

    assertThat(camera.succeed("inspect", "target/" + PI + "/debug/pi-camera").output())
        .containsPattern("glibc +2\\.17 or newer");
  }

  @Test
  void linksForCommandsThatCargoZigbuildDoesNotKnow() {
    var program = withC();
    var target = PI + ".2.17";

    assertThat(program.succeed("bench", "--target", target).output())
        .contains("test result: ok. 0 passed;");
    assertThat(
            program
                .succeed(
                    "exec",
                    "--target",
                    target,
                    "--",
                    "sh",
                    "-c",
                    "$CC_aarch64_unknown_linux_gnu -dM -E -x c /dev/null")
                .output())
        .contains("#define __aarch64__ 1", "#define __GLIBC_MINOR__ 17");
  }
}
