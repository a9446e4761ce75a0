package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Programs for Android, built with an NDK that the user names. */
class AndroidIT {
  private static final String TARGET = "x86_64-linux-android";

  @RegisterExtension static final Workbench bench = new Workbench();

  /** Its standard library may have to be compiled. */
  @BeforeAll
  static void theImageIsThere() {
    assumeTrue(System.getProperty("os.arch", "").equals("amd64"), "the NDK is for x86_64 Linux");
    bench
        .crate()
        .jcross()
        .with("ANDROID_NDK_HOME", SmallNdk.in(bench.root()).toString())
        .start("exec", "--target", TARGET, "--", "true")
        .await(Duration.ofMinutes(45))
        .hasStatus(0);
  }

  /** A program whose C knows the API level. */
  private static Project withC() {
    return bench
        .crate()
        .manifest("[build-dependencies]\ncc = \"1.2\"\n")
        .buildScript(
            "fn main() {\n    cc::Build::new().file(\"src/level.c\").compile(\"level\");\n}\n")
        .write(
            "src/level.c",
            """
            const char *level(void) {
            #if __ANDROID_API__ == 30
                return "compiled for level 30";
            #else
                return "compiled for another level";
            #endif
            }
            """)
        .main(
            """
            unsafe extern "C" {
                safe fn level() -> *const std::ffi::c_char;
            }

            fn main() {
                println!("{:?}", level());
            }
            """);
  }

  private static String inspect(Project program) {
    return program.succeed("inspect", "target/" + TARGET + "/debug/program").output();
  }

  @Test
  void linksWithTheNdkForAndroidsLinkerAndApiLevel24() {
    var program = withC();
    var ndk = SmallNdk.in(bench.root());

    program.jcross().with("ANDROID_NDK_HOME", ndk.toString()).succeed("build", "--target", TARGET);

    assertThat(inspect(program))
        .contains("machine      x86_64")
        .containsPattern("interpreter /system/bin/linker64")
        .containsPattern("needs +libc\\.so")
        .containsPattern("Android 24 or newer");
  }

  @Test
  void compilesForTheLevelThatIsAskedForWithTheNdkInCrossToml() throws IOException {
    var program = withC();
    SmallNdk.in(program.directory());
    program.crossToml(
        "[target." + TARGET + "]\nsdk = \"ndk\"\nenv.passthrough = [\"ANDROID_API=30\"]\n");

    program.succeed("build", "--target", TARGET);

    assertThat(inspect(program)).containsPattern("Android 30 or newer");
    assertThat(
            Files.readString(
                program.file("target/" + TARGET + "/debug/program"), StandardCharsets.ISO_8859_1))
        .contains("compiled for level 30");
  }

  @Test
  void saysThatTheNdkIsNeeded() {
    bench
        .crate()
        .jcross()
        .without("ANDROID_NDK_HOME")
        .without("ANDROID_NDK_ROOT")
        .run("build", "--target", TARGET)
        .hasStatus(78)
        .tells(
            "error[SDK_MISSING]: 'x86_64-linux-android' needs Android's NDK, which jcross may not"
                + " bring along");
  }
}
