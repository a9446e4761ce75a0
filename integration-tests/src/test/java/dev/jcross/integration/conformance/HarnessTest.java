package dev.jcross.integration.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That a wrong expectation fails, and a careless case is refused: else the suite proves nothing.
 */
class HarnessTest {
  private static final String ROW =
      """
      section = "S"
      [[row]]
      id = "r"
      what = "w"
      cross = "c"
      verdict = "same"
      """;

  private static final String CASE =
      """
      [[row.case]]
      title = "t"
      files = { "Cross.toml" = "[target.aarch64-unknown-linux-gnu]\\nrunner = 'native'\\nrun = 1\\n" }
      env = { RUSTFLAGS = "-g" }
      args = ["build", "--target", "aarch64-unknown-linux-gnu"]
      [row.case.expect]
      """;

  private static final String PROBLEM =
      "problems = [{ code = \"KEY_UNKNOWN\", at = \"Cross.toml:3:1\", says = \"'run'\" }]\n";

  private static final String FAILS = "status = 78\n" + PROBLEM;

  @TempDir Path directory;

  private List<String> differences(String expectations) throws IOException {
    var one = CaseFiles.parse("test", ROW + CASE + expectations).rows().get(0).cases().get(0);
    var outcome = InProcess.run(one, directory);
    return Comparison.of(one.expected(), outcome.answer(), outcome.places());
  }

  @Test
  void passesWhatIsRight() throws IOException {
    assertThat(
            differences(
                FAILS
                    + """
                    steps = ["~cargo fetch .*", "cargo build --target aarch64-unknown-linux-gnu"]
                    absent = ["image.digest", "nothing"]
                    env = { RUSTFLAGS = "-g", CROSS_RUNNER = "~n.*" }
                    no-env = ["RUSTDOCFLAGS"]
                    fetch-env = { HOME = "~/.*" }
                    no-fetch-env = ["CARGO_NET_OFFLINE"]
                    mounts = [{ source = "${project}", kind = "bind", readOnly = false }]
                    no-mounts = [{ target = "/nix/store" }]
                    output = ["\\"schema\\" : 1"]
                    no-output = ["\\"schema\\" : 2"]
                    [row.case.expect.plan]
                    schema = 1
                    "targets[0].target" = "aarch64-unknown-linux-gnu"
                    "container.user" = "${user}"
                    "image.preBuild" = []
                    "steps[1].argv" = ["cargo", "build", "--target", "~aarch64.*"]
                    """))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "steps = [\"cargo build\"]",
        "steps = [\"~cargo fetch .*\", \"cargo check --target aarch64-unknown-linux-gnu\"]",
        "absent = [\"image.reference\"]",
        "env = { RUSTFLAGS = \"-O\" }",
        "env = { RUSTFLAGS = \"~g\" }",
        "env = { MISSING = \"\" }",
        "no-env = [\"RUSTFLAGS\"]",
        "fetch-env = { CARGO_NET_OFFLINE = \"true\" }",
        "no-fetch-env = [\"HOME\"]",
        "mounts = [{ source = \"${home}\" }]",
        "mounts = [{ kind = \"bind\" }]",
        "mounts = [{ source = \"${project}\", readOnly = true }]",
        "no-mounts = [{ target = \"/project\" }]",
        "output = [\"no such words\"]",
        "no-output = [\"schema\"]",
        "plan = { schema = 2 }",
        "plan = { \"image.preBuild\" = [\"\"] }",
        "plan = { \"targets[1].target\" = \"~.*\" }",
        "plan = { \"container.mounts[0].readOnly\" = true }",
      })
  void failsOnWhatIsWrong(String expectation) throws IOException {
    assertThat(differences(FAILS + expectation)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "problems = [{ code = \"KEY_TYPE\", at = \"Cross.toml:3:1\" }]",
        "problems = [{ code = \"KEY_UNKNOWN\", at = \"Cross.toml:3:2\" }]",
        "problems = [{ code = \"KEY_UNKNOWN\", says = \"'runner'\" }]",
        "problems = [{ code = \"KEY_UNKNOWN\", help = \"no such help\" }]",
        "problems = [{ code = \"KEY_UNKNOWN\", severity = \"warning\" }]",
        "problems = [{ code = \"KEY_UNKNOWN\" }, { code = \"KEY_UNKNOWN\" }]",
      })
  void failsOnOtherProblems(String expectation) throws IOException {
    assertThat(differences("status = 78\nplan = { schema = 1 }\n" + expectation)).hasSize(1);
  }

  @Test
  void failsOnAnotherStatus() throws IOException {
    assertThat(differences(PROBLEM)).containsExactly("status: expected 0, was 78");
  }

  @Test
  void failsOnWhatIsAbsentWhereThereIsNoPlan() {
    var told = new Answer(64, "", "error[USAGE]: no\n");

    assertThat(
            Comparison.of(
                CaseFiles.parse(
                        "test",
                        ROW
                            + CASE
                            + """
                            status = 64
                            problems = [{ code = "USAGE" }]
                            absent = ["image.digest"]
                            no-env = ["RUSTFLAGS"]
                            no-mounts = [{ target = "/nix" }]
                            """)
                    .rows()
                    .get(0)
                    .cases()
                    .get(0)
                    .expected(),
                told,
                new Places(directory, "1000:1000")))
        .hasSize(3);
  }

  @Test
  void readsProblemsThatAreOnlyPrinted() {
    var told =
        new Answer(64, "", "error[USAGE]: no\n  --> +x\n  help: yes\n\nwarning[FILE]: perhaps\n")
            .problems();

    assertThat(told).hasSize(2);
    assertThat(told.get(0).at()).hasValue("+x");
    assertThat(told.get(0).help()).hasValue("yes");
    assertThat(told.get(1).severity()).isEqualTo("warning");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Nothing could fail.
        "[[row.case]]\ntitle = \"t\"\nargs = [\"build\"]\n[row.case.expect]\nstatus = 0",
        // A word that nobody reads.
        "[[row.case]]\ntitle = \"t\"\narg = [\"build\"]\n[row.case.expect]\nsteps = [\"x\"]",
        "[[row.case]]\ntitle = \"t\"\n[row.case.expect]\nstep = [\"x\"]",
        "[[row.case]]\ntitle = \"t\"\n[row.case.expect]\nmounts = [{ path = \"/\" }]",
        """
        [[row.case]]
        title = "t"
        [row.case.expect]
        problems = [{ code = "X", text = "" }]
        """,
        // Nothing is expected at all, or no case is there.
        "[[row.case]]\ntitle = \"t\"\nargs = [\"build\"]",
        "",
        // Another type.
        "[[row.case]]\ntitle = \"t\"\n[row.case.expect]\nstatus = \"0\"\nsteps = [\"x\"]",
        // A process has the machine that there is.
        """
        [[row.case]]
        title = "t"
        process = true
        terminal = true
        [row.case.expect]
        steps = ["x"]
        """,
      })
  void refusesACarelessCase(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> CaseFiles.parse("test", ROW + text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verdict = \"fine\"",
        "verdict = \"better\"",
        "verdict = \"same\"\nwhy = \"w\"\njcross = \"j\"",
        "verdict = \"different\"\njcross = \"j\"",
        "verdict = \"different\"\nwhy = \"w\"\njcross = \"j\"\ndefect = true",
      })
  void refusesARowThatDoesNotSayWhy(String verdict) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CaseFiles.parse(
                    "test",
                    ROW.replace("verdict = \"same\"", verdict) + "shown-by = [\"DeathIT\"]\n"));
  }
}
