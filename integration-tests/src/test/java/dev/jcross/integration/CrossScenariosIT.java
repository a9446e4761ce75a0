package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What cross's own scripts check for a target (ci/test.sh), with crates of the same shape: a
 * project that cross builds is built by changing one word.
 */
class CrossScenariosIT {
  private static final String PI = "aarch64-unknown-linux-gnu";
  private static final String ARM = "armv7-unknown-linux-gnueabihf";
  private static final String MUSL = "aarch64-unknown-linux-musl";
  private static final String PC = "x86_64-unknown-linux-gnu";

  @RegisterExtension static final Workbench bench = new Workbench();

  private static Project library() {
    return bench.crate().write("src/lib.rs", "pub fn add(a: u64, b: u64) -> u64 {\n    a + b\n}\n");
  }

  /** A program with an example and tests, as {@code cargo init} and cross's script make it. */
  private static Project hello() {
    return bench
        .crate()
        .write("src/lib.rs", "#[test]\nfn it_works() {\n    assert_eq!(2 + 2, 4);\n}\n")
        .write("examples/e.rs", "fn main() {\n    println!(\"Example!\");\n}\n")
        .write("tests/t.rs", "#[test]\nfn t() {\n    assert!(cfg!(unix));\n}\n");
  }

  @Test
  void checksALibraryWithoutStd() {
    var project = bench.crate().write("src/lib.rs", "#![no_std]\n");

    project.succeed("check", "--lib", "--target", ARM);
  }

  /** The standard library of the second is compiled with the image. */
  @ParameterizedTest
  @ValueSource(strings = {PI, MUSL})
  void abortsInsteadOfUnwinding(String target) {
    var project =
        bench
            .crate()
            .manifest("[profile.release]\npanic = \"abort\"\n")
            .main(
                """
                fn main() {
                    let caught = std::panic::catch_unwind(|| panic!("on purpose"));
                    println!("not aborted: {}", caught.is_err());
                }
                """);

    assertThat(project.succeed("run", "--target", target).output())
        .isEqualTo("not aborted: true\n");
    var aborted = project.run("run", "--release", "--target", target);
    assertThat(aborted.status()).isNotZero();
    assertThat(aborted.output()).isEmpty();
    assertThat(aborted.errors()).contains("on purpose");
  }

  @Test
  void testsAndBenchesALibrary() {
    var project =
        library().write("src/lib.rs", "#[test]\nfn it_works() {\n    assert_eq!(2 + 2, 4);\n}\n");

    assertThat(project.succeed("test", "--target", PI).output()).contains("test it_works ... ok");
    assertThat(project.succeed("bench", "--target", PI).output()).contains("test result: ok");
  }

  @ParameterizedTest
  @CsvSource({PI + ",qemu-user", PC + ",native", PC + ",qemu-user"})
  void runsProgramsExamplesAndTestsUnderEveryRunner(String target, String runner) {
    var project = hello().crossToml("[target." + target + "]\nrunner = \"" + runner + "\"\n");

    assertThat(project.succeed("run", "--target", target).output()).isEqualTo("Hello, world!\n");
    assertThat(project.succeed("run", "--example", "e", "--target", target).output())
        .isEqualTo("Example!\n");
    assertThat(project.succeed("test", "--target", target).output())
        .contains("test it_works ... ok", "test t ... ok");
    project.succeed("bench", "--target", target);
  }

  /** A root package, members by pattern, one excluded, and a dependency outside of it all. */
  private static Project workspace() {
    var top = bench.crate();
    String member =
        """
        [package]
        name = "%s"
        version = "0.1.0"
        edition = "2024"
        """;
    top.write(
            "workspace/Cargo.toml",
            member.formatted("test-workspace")
                + """

                [features]
                dependencies = ["dep:external_lib", "dep:inner-1"]

                [[bin]]
                name = "dependencies"
                path = "src/dependencies.rs"
                required-features = ["dependencies"]

                [dependencies]
                external_lib = { path = "../external/external_lib", optional = true }
                inner-1 = { path = "inner/inner-1", optional = true }

                [workspace]
                members = ["binary", "inner/inner-?", "nested/[ab]/*"]
                exclude = ["inner/inner-x"]
                """)
        .write("workspace/src/lib.rs", "")
        .write(
            "workspace/src/dependencies.rs",
            "fn main() {\n    println!(\"{} {}\", external_lib::name(), inner_1::name());\n}\n")
        .write("workspace/binary/Cargo.toml", member.formatted("binary"))
        .write("workspace/binary/src/main.rs", "fn main() {\n    println!(\"binary\");\n}\n")
        .write("workspace/inner/inner-1/Cargo.toml", member.formatted("inner-1"))
        .write(
            "workspace/inner/inner-1/src/lib.rs",
            "pub fn name() -> &'static str {\n    \"inner\"\n}\n")
        .write("workspace/inner/inner-x/Cargo.toml", "this is no manifest")
        .write("workspace/nested/a/one/Cargo.toml", member.formatted("one"))
        .write("workspace/nested/a/one/src/lib.rs", "")
        .write("external/external_lib/Cargo.toml", member.formatted("external_lib"))
        .write(
            "external/external_lib/src/lib.rs",
            "pub fn name() -> &'static str {\n    \"external\"\n}\n");
    return bench.at(top.directory());
  }

  @Test
  void worksFromAboveTheWorkspaceInsideItAndInsideAMember() {
    var top = workspace();
    var manifest = "--manifest-path=./workspace/Cargo.toml";
    var dependencies = "dependencies";

    top.succeed("build", "--target", PI, "--workspace", manifest);
    assertThat(top.succeed("run", "--target", PI, "-p", "binary", manifest).output())
        .isEqualTo("binary\n");
    assertThat(
            top.succeed(
                    "run",
                    "--target",
                    PI,
                    "--bin",
                    dependencies,
                    "--features=dependencies",
                    manifest)
                .output())
        .isEqualTo("external inner\n");

    var inside = bench.at(top.file("workspace"));
    inside.succeed("build", "--target", PI, "--workspace");
    assertThat(inside.succeed("run", "--target", PI, "-p", "binary").output())
        .isEqualTo("binary\n");
    assertThat(
            inside
                .succeed("run", "--target", PI, "--bin", dependencies, "--features", dependencies)
                .output())
        .isEqualTo("external inner\n");

    var member = bench.at(top.file("workspace/binary"));
    assertThat(member.succeed("run", "--target", PI).output()).isEqualTo("binary\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {PI, PC})
  void compilesCppOfABuildScriptAndRunsIt(String target) {
    var project =
        bench
            .crate()
            .manifest("[build-dependencies]\ncc = \"1\"\n")
            .buildScript(
                """
                fn main() {
                    println!("cargo::rerun-if-changed=hello.cc");
                    cc::Build::new().cpp(true).file("hello.cc").compile("h");
                }
                """)
            .write(
                "hello.cc",
                "#include <iostream>\nextern \"C\" void hello() { std::cout << \"Hello, world!\" <<"
                    + " std::endl; }\n")
            .main("unsafe extern \"C\" { fn hello(); }\nfn main() { unsafe { hello() } }\n");

    assertThat(project.succeed("run", "--target", target).output()).isEqualTo("Hello, world!\n");
    project.write(
        "hello.cc",
        "#include <iostream>\nextern \"C\" void hello() { std::cout << \"Hello, test!\" <<"
            + " std::endl; }\n");
    assertThat(project.succeed("run", "--target", target).output()).isEqualTo("Hello, test!\n");
  }

  @Test
  void configuresWithCmakeThatTriesToRunWhatItCompiled() {
    var project =
        bench
            .crate()
            .manifest("[build-dependencies]\ncmake = \"0.1\"\n")
            .buildScript(
                """
                fn main() {
                    let built = cmake::build("native");
                    println!("cargo::rustc-link-search=native={}/lib", built.display());
                    println!("cargo::rustc-link-lib=static=native");
                    println!("cargo::rustc-link-lib=stdc++");
                }
                """)
            .write(
                "native/CMakeLists.txt",
                """
                cmake_minimum_required(VERSION 3.16)
                project(native CXX)
                include(CheckCXXSourceRuns)
                check_cxx_source_runs("int main() { return 0; }" RUNS)
                if(NOT RUNS)
                  message(FATAL_ERROR "what was compiled does not run")
                endif()
                add_library(native STATIC native.cc)
                install(TARGETS native DESTINATION lib)
                """)
            .write(
                "native/native.cc",
                """
                #include <string>
                extern "C" int length() { return std::string("cmake").size(); }
                """)
            .main(
                """
                unsafe extern "C" { fn length() -> i32; }
                fn main() { println!("{}", unsafe { length() }) }
                """);

    assertThat(project.succeed("run", "--target", PI).output()).isEqualTo("5\n");
  }

  @Test
  void aProgramStartsAnotherThroughTheRunnerWithAnEmptyEnvironment() {
    var variable = "CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER";
    var project =
        bench
            .crate()
            .manifest("[[bin]]\nname = \"foo\"\npath = \"src/foo.rs\"\n")
            .write("src/foo.rs", "fn main() {\n    println!(\"foo ran\");\n}\n")
            .main(
                """
                use std::{env, process::Command};
                fn main() {
                    let runner = env::var("%s").unwrap();
                    let mut words = runner.split(' ');
                    let mut all = Command::new(words.next().unwrap());
                    all.args(words).arg("/target/%s/debug/foo").env_clear();
                    assert!(all.status().unwrap().success());
                }
                """
                    .formatted(variable, PI));

    project.succeed("build", "--target", PI);
    assertThat(project.succeed("run", "--bin", "program", "--target", PI).output())
        .isEqualTo("foo ran\n");
  }

  @Test
  void testsStartTheProgramsOfTheProjectWhateverTheEnvironment() {
    var project =
        bench
            .crate()
            .main("fn main() {\n    println!(\"{}\", std::env::args().count());\n}\n")
            .write(
                "tests/start.rs",
                """
                use std::process::Command;

                fn counted(command: &mut Command) -> String {
                    let done = command.output().unwrap();
                    assert!(done.status.success(), "{done:?}");
                    String::from_utf8(done.stdout).unwrap()
                }

                #[test]
                fn with_an_empty_environment() {
                    let program = env!("CARGO_BIN_EXE_program");
                    assert_eq!(counted(Command::new(program).arg("a b").env_clear()), "2\\n");
                }

                #[test]
                fn by_a_shell_of_the_host() {
                    let program = env!("CARGO_BIN_EXE_program");
                    let mut shell = Command::new("/bin/sh");
                    shell.args(["-c", r#""$0" "$1" x && true"#, program, "a b"]).env_clear();
                    assert_eq!(counted(&mut shell), "3\\n");
                }

                #[test]
                fn from_many_threads() {
                    let threads = (0..8).map(|_| std::thread::spawn(with_an_empty_environment));
                    for thread in threads.collect::<Vec<_>>() {
                        thread.join().unwrap();
                    }
                }
                """);

    assertThat(project.succeed("test", "--target", PI).output()).contains("3 passed; 0 failed");
  }

  @Test
  void aForeignImageWithoutRustGetsItAndEveryVariableWithItsSpaces() {
    var linker = "CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc";
    var project =
        bench
            .crate()
            .crossToml(
                """
                [target.%s]
                image = { name = "debian:trixie-slim", toolchain = ["x86_64-unknown-linux-gnu"] }
                pre-build = ["apt-get update", "apt-get install -y --no-install-recommends gcc libc6-dev gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user"]

                [target.%s.env]
                passthrough = ["%s", "CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER=qemu-aarch64 -L /usr/aarch64-linux-gnu"]
                """
                    .formatted(PI, PI, linker));

    assertThat(project.succeed("run", "--target", PI).output()).isEqualTo("Hello, world!\n");
  }

  @Test
  void buildsForSeveralTargetsAtOnceAndSaysHowEachEnded() {
    var project = hello();

    var result = project.succeed("build", "--target", PI, "--target", ARM);

    assertThat(result.errors())
        .containsPattern("jcross: " + PI + " +done after [0-9.]+ s")
        .containsPattern("jcross: " + ARM + " +done after [0-9.]+ s");
    assertThat(project.file("target/" + PI + "/debug/program")).isRegularFile();
    assertThat(project.file("target/" + ARM + "/debug/program")).isRegularFile();
    assertThat(project.file("target/CACHEDIR.TAG")).isRegularFile();
  }

  @Test
  void ofSeveralTargetsEachEndsAndTheFailureCounts() {
    var project =
        bench
            .crate()
            .main("#[cfg(target_arch = \"arm\")]\ncompile_error!(\"not here\");\n\nfn main() {}\n");

    var result = project.run("build", "--target", ARM, "--target", PI).hasStatus(101);

    assertThat(result.errors())
        .contains(ARM + " | ", "not here")
        .containsPattern("jcross: " + ARM + " +failed with status 101 after [0-9.]+ s")
        .containsPattern("jcross: " + PI + " +done after [0-9.]+ s");
    assertThat(project.file("target/" + PI + "/debug/program")).isRegularFile();
  }

  @Test
  void twoInvocationsAtOnceInOneProjectDoNotDisturbEachOther() {
    var project = hello();
    var first = project.jcross().start("test", "--target", PI);
    var second = project.jcross().start("clippy", "--target", PI);
    var third = project.jcross().start("build", "--release", "--target", ARM);

    first.await().hasStatus(0);
    second.await().hasStatus(0);
    third.await().hasStatus(0);
  }

  @Test
  void linksWithZigAgainstTheGlibcOfAnOldBoard() {
    var project = bench.crate();

    project.succeed("build", "--target", PI + ".2.17");

    var needs = project.succeed("inspect", "target/" + PI + "/debug/program");
    assertThat(needs.output()).containsPattern("glibc +2\\.1[0-7]");
    assertThat(project.succeed("run", "--target", PI + ".2.17").output())
        .isEqualTo("Hello, world!\n");
  }

  @Test
  void linksAStaticProgramWithMuslWhateverTheUserSaysOfItsLibraries() {
    var project = bench.crate();
    var program = "target/" + MUSL + "/debug/program";

    assertThat(project.succeed("run", "--target", MUSL).output()).isEqualTo("Hello, world!\n");
    assertThat(project.succeed("inspect", program).output()).containsPattern("linkage +static");

    var shared = project.jcross().with("RUSTFLAGS", "-C target-feature=-crt-static");
    assertThat(shared.succeed("run", "--target", MUSL).output()).isEqualTo("Hello, world!\n");
  }
}
