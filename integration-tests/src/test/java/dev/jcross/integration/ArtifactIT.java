package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes out of a build is told, and held against the target. */
class ArtifactIT {
  private static final String TRIPLE = Workbench.NATIVE;
  private static final String FOLDER = "target/" + TRIPLE + "/debug/";

  /** The machine that this one is not: its number in ELF, and its name. */
  private static final int OTHER_NUMBER = TRIPLE.startsWith("x86_64") ? 183 : 62;

  private static final String OTHER = TRIPLE.startsWith("x86_64") ? "aarch64" : "x86_64";
  private static final String OWN = TRIPLE.substring(0, TRIPLE.indexOf('-'));

  /** The header of a program for another machine, as a shell's printf and Rust spell it. */
  private static final String HEADER =
      "\\177ELF\\002\\001\\001"
          + "\\000".repeat(9)
          + "\\002\\000\\%03o\\000\\001\\000\\000\\000"
          + "\\000".repeat(28)
          + "\\100\\000"
          + "\\000".repeat(10);

  @RegisterExtension static final Workbench bench = new Workbench();

  @Test
  void isToldInALineBehindCargos() {
    var crate = bench.crate();

    for (int i = 0; i < 2; i++) {
      var built = crate.succeed("build", "--target", TRIPLE);
      assertThat(built.output()).isEmpty();
      assertThat(built.errors())
          .containsPattern(
              "    Finished .*\n    Artifact "
                  + FOLDER
                  + "program: ELF "
                  + OWN
                  + ", dynamic, glibc 2\\.[0-9]+ or newer, [0-9.]+ MB\n$");
    }
    assertThat(crate.succeed("inspect", FOLDER + "program").output())
        .contains("\n  machine      " + OWN + "\n");
  }

  @Test
  void isNotToldWhereNobodyAsked() {
    var crate = bench.crate();

    assertThat(crate.succeed("build", "-q", "--target", TRIPLE).errors()).isEmpty();
    assertThat(crate.succeed("run", "--target", TRIPLE).errors()).doesNotContain("Artifact");
    assertThat(crate.succeed("check", "--target", TRIPLE).errors()).doesNotContain("Artifact");
    var json = crate.succeed("build", "--target", TRIPLE, "--message-format=json");
    assertThat(json.errors()).doesNotContain("Artifact");
  }

  @Test
  void isToldOfExamplesAndLibraries() {
    var crate =
        bench
            .crate()
            .manifest("[lib]\nname = \"answer\"\ncrate-type = [\"cdylib\", \"staticlib\"]\n")
            .write("src/lib.rs", "#[unsafe(no_mangle)]\npub extern \"C\" fn answer() {}\n")
            .write("examples/small.rs", "fn main() {}\n");

    assertThat(crate.succeed("build", "--lib", "--examples", "--target", TRIPLE).errors())
        .contains("    Artifact " + FOLDER + "libanswer.a: static library for " + OWN + ", ")
        .contains("    Artifact " + FOLDER + "libanswer.so: ELF " + OWN + " shared library, ")
        .contains("    Artifact " + FOLDER + "examples/small: ELF " + OWN + ", dynamic, ")
        .doesNotContain("debug/program");
  }

  @Test
  void endsTheBuildWhereALinkerMadeItForAnotherMachine() throws IOException {
    var crate =
        bench
            .crate()
            .write(
                "wrong-linker",
                """
                #!/bin/sh
                while [ $# -gt 1 ]; do
                  [ "$1" = -o ] && out=$2
                  shift
                done
                printf '%s' > "$out"
                """
                    .formatted(HEADER.formatted(OTHER_NUMBER)));
    Files.setPosixFilePermissions(
        crate.file("wrong-linker"), PosixFilePermissions.fromString("rwxr-xr-x"));
    var jcross =
        crate
            .jcross()
            .with(
                "CARGO_TARGET_" + TRIPLE.toUpperCase(Locale.ROOT).replace('-', '_') + "_LINKER",
                "/project/wrong-linker");

    for (var command : new String[] {"build", "build", "run"}) {
      var refused = jcross.run(command, "--target", TRIPLE).hasStatus(82).showsNoStackTrace();
      assertThat(refused.output()).isEmpty();
      assertThat(refused.errors())
          .endsWith(
              """
              error[ARTIFACT_MACHINE]: '%s' is for %s, not for %s
                --> %s
                help: look at its linker: jcross exec --target %s -- sh -c 'env | grep LINKER'
              """
                  .formatted(FOLDER + "program", OTHER, OWN, FOLDER + "program", TRIPLE));
    }
  }

  @Test
  void endsTheBuildEachTimeWhereABuildScriptPutsAForeignFileIntoTheResult() {
    var crate =
        bench
            .crate()
            .buildScript(
                """
                fn main() {
                    let mut header = vec![0u8; 64];
                    header[..7].copy_from_slice(b"\\x7fELF\\x02\\x01\\x01");
                    header[16] = 2;
                    header[18] = %d;
                    header[52] = 64;
                    std::fs::write("/target/%s/debug/helper", header).unwrap();
                    println!("cargo::rerun-if-changed=build.rs");
                }
                """
                    .formatted(OTHER_NUMBER, TRIPLE));

    for (int i = 0; i < 2; i++) {
      assertThat(crate.run("build", "--target", TRIPLE).hasStatus(82).errors())
          .endsWith(
              """
              error[ARTIFACT_MACHINE]: '%s' is for %s, not for %s
                --> %s
                help: cargo did not make it: what a build script makes for other machines belongs\
               into OUT_DIR, or into a folder of its own
              """
                  .formatted(FOLDER + "helper", OTHER, OWN, FOLDER + "helper"));
    }
  }
}
