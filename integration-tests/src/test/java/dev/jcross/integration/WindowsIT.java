package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs for Windows, which wine runs. */
class WindowsIT {
  private static final String GNU = "x86_64-pc-windows-gnu";
  private static final String MSVC = "x86_64-pc-windows-msvc";

  @RegisterExtension static final Workbench bench = new Workbench();

  /** A program that does what its arguments say. */
  private static final String OBEDIENT =
      """
      unsafe extern "C" {
          fn length(text: *const std::ffi::c_char) -> i32;
      }

      fn main() {
          let words: Vec<_> = std::env::args().skip(1).collect();
          match words.first().map(String::as_str) {
              Some("exit") => std::process::exit(words[1].parse().unwrap()),
              Some("read") => print!("{:?}", std::io::read_to_string(std::io::stdin()).unwrap()),
              Some("panic") => panic!("no pears left"),
              Some("crash") => unsafe { *(8 as *mut u8) = 1 },
              Some("catch") => println!("{}", std::panic::catch_unwind(|| panic!("thrown")).is_err()),
              Some("length") => println!("{}", unsafe { length(c"four".as_ptr()) }),
              _ => println!("{words:?}"),
          }
      }
      """;

  /** Tests that start the program, many at a time. */
  private static final String STARTS_IT =
      """
      use std::process::Command;

      const PROGRAM: &str = env!("CARGO_BIN_EXE_program");

      #[test]
      fn passes_its_status_on() {
          for status in [0, 1, 101, 255] {
              let ended = Command::new(PROGRAM).args(["exit", &status.to_string()]).status();
              assert_eq!(ended.unwrap().code(), Some(status));
          }
      }

      #[test]
      fn gets_arguments_as_they_are() {
          let words = ["a b", "", "\\"q\\"", "c:\\\\x\\\\", "\\u{e4}\\u{20ac}"];
          let ran = Command::new(PROGRAM).args(words).output().unwrap();
          assert_eq!(String::from_utf8(ran.stdout).unwrap().trim_end(), format!("{words:?}"));
      }

      #[test]
      fn runs_without_any_variable() {
          assert!(Command::new(PROGRAM).env_clear().status().unwrap().success());
      }

      #[test]
      #[should_panic = "as told"]
      fn panics() {
          panic!("as told");
      }
      """;

  /** What is compiled with the images takes longer than any test may. */
  @BeforeAll
  static void buildTheImages() {
    build(GNU, bench.crate());
    build(MSVC, withKit(bench.crate()));
  }

  private static void build(String target, Project project) {
    project
        .jcross()
        .start("exec", "--target", target, "--", "true")
        .await(Duration.ofMinutes(30))
        .hasStatus(0);
  }

  /** A project that names a kit, in which there is nothing yet. */
  private static Project withKit(Project project) {
    for (var folder : List.of("crt/include", "crt/lib/x86_64", "sdk/include", "sdk/lib")) {
      project.write("kit/" + folder + "/.keep", "");
    }
    return project.crossToml("[target." + MSVC + "]\nsdk = \"kit\"\n");
  }

  /** The kit is made of what is free: Microsoft's may not be handed out. */
  private static Project withFreeKit(Project project) {
    for (var name : List.of("make-sdk", "start.c")) {
      project.write("free/" + name, resource(name));
    }
    withKit(project)
        .succeed(
            "exec",
            "--target",
            MSVC,
            "--",
            "sh",
            "free/make-sdk",
            "/project/kit",
            "free",
            "x86_64");
    return project;
  }

  private static String resource(String name) {
    try {
      return Files.readString(
          Workbench.checkout().resolve("integration-tests/src/test/resources/msvc").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Project obedient(String target) {
    var crate =
        bench
            .crate()
            .manifest("[build-dependencies]\ncc = \"1.2\"\n")
            .buildScript(
                """
                fn main() {
                    cc::Build::new().cpp(true).file("src/length.cpp").compile("length");
                }
                """)
            .write(
                "src/length.cpp",
                """
                struct Text {
                    const char *text;
                    virtual int length() { int n = 0; while (text[n]) n++; return n; }
                };
                extern "C" int length(const char *text) { Text t; t.text = text; return t.length(); }
                """)
            .main(OBEDIENT)
            .write("tests/starts.rs", STARTS_IT);
    return target.equals(MSVC) ? withFreeKit(crate) : crate;
  }

  @ParameterizedTest
  @ValueSource(strings = {GNU, MSVC})
  void aProgramGetsWhatItIsGivenAndItsStatusIsPassedOn(String target) {
    var program = obedient(target);

    program.run("run", "-q", "--target", target, "--", "exit", "7").hasStatus(7);
    assertThat(run(program, target, "a b", "", "\"q\"", "back\\"))
        .isEqualTo("[\"a b\", \"\", \"\\\"q\\\"\", \"back\\\\\"]");
    assertThat(run(program, target, "length")).isEqualTo("4");
    assertThat(run(program, target, "catch")).isEqualTo("true");
    assertThat(
            run(new Project(program.directory(), program.jcross().input("a\nb")), target, "read"))
        .isEqualTo("\"a\\nb\"");
    assertThat(program.run("run", "-q", "--target", target, "--", "panic").hasStatus(101).errors())
        .contains("no pears left");
    // Without a window that asks whether to debug it, which nobody could answer.
    assertThat(program.run("run", "-q", "--target", target, "--", "crash").hasStatus(5).errors())
        .contains("Unhandled page fault on write access");
  }

  private static String run(Project program, String target, String... words) {
    var line = new ArrayList<>(List.of("run", "-q", "--target", target, "--"));
    line.addAll(List.of(words));
    return program.succeed(line.toArray(String[]::new)).output().strip();
  }

  @ParameterizedTest
  @ValueSource(strings = {GNU, MSVC})
  void testsStartTheProgramManyAtATime(String target) {
    assertThat(obedient(target).succeed("test", "--target", target).output())
        .contains(
            "test passes_its_status_on ... ok",
            "test gets_arguments_as_they_are ... ok",
            "test runs_without_any_variable ... ok",
            "test panics - should panic ... ok");
  }

  @Test
  void aProgramNeedsNoLibraryThatWindowsDoesNotHave() {
    var program =
        obedient(GNU)
            .write(
                "src/length.cpp",
                """
                #include <string>
                #include <thread>
                extern "C" int length(const char *text) {
                    int n = 0;
                    std::thread other([&] { n = std::string(text).size(); });
                    other.join();
                    return n;
                }
                """);

    assertThat(run(program, GNU, "length")).isEqualTo("4");
    assertThat(program.succeed("inspect", "target/" + GNU + "/debug/program.exe").output())
        .contains("KERNEL32.dll")
        .doesNotContainIgnoringCase("libstdc++", "libgcc", "winpthread");
  }

  @Test
  void theKitIsOnlyDownloadedForThoseWhoAcceptItsLicence() {
    var crate = bench.crate();

    var refused =
        new Project(crate.directory(), crate.jcross().without("JCROSS_ACCEPT_MSVC_LICENSE"))
            .run("build", "--target", MSVC)
            .hasStatus(78);

    refused.tells(
        "error[SDK_MISSING]: '"
            + MSVC
            + "' needs Microsoft's CRT and Windows SDK, which have a licence of their own");
  }
}
