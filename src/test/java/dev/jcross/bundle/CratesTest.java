package dev.jcross.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jcross.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CratesTest {
  private static final String CRATES_IO = "index.crates.io-1949cf8c6b5b557f";
  private static final String SUM = "a".repeat(64);

  private static final Crates CRATES =
      Crates.of(
          """
          version = 4

          [[package]]
          name = "app"
          version = "0.1.0"

          [[package]]
          name = "Inflector"
          version = "0.11.4"
          source = "registry+https://github.com/rust-lang/crates.io-index"
          checksum = "%s"

          [[package]]
          name = "tool"
          version = "1.0.0"
          source = "git+https://git.example/team/Tool.git?branch=main#0123456789abcdef0123456789abcdef01234567"
          """
              .formatted(SUM));

  private static Entry file(String path, String sum) {
    return new Entry.Content(path, false, 3, sum);
  }

  @Test
  void takesWhatTheLockNamesAndNothingElse() {
    var selection =
        CRATES.select(
            List.of(
                "registry/cache/" + CRATES_IO + "/Inflector-0.11.4.crate",
                "registry/cache/" + CRATES_IO + "/Inflector-0.11.3.crate",
                "registry/cache/" + CRATES_IO + "/serde-1.0.0.crate",
                "registry/cache/other-0000000000000000/serde-1.0.0.crate",
                "registry/index/" + CRATES_IO + "/.cache/in/fl/inflector",
                "registry/index/" + CRATES_IO + "/.cache/se/rd/serde",
                "registry/index/" + CRATES_IO + "/config.json",
                "registry/index/other-0000000000000000/config.json"));

    assertThat(selection.files())
        .containsExactly(
            "registry/cache/" + CRATES_IO + "/Inflector-0.11.4.crate",
            "registry/index/" + CRATES_IO + "/.cache/in/fl/inflector",
            "registry/index/" + CRATES_IO + "/config.json");
    assertThat(selection.folders()).isEmpty();
  }

  @Test
  void takesTheRepositoryOfACommitAndTheCheckoutOnlyForItsSubmodules() {
    var plain =
        List.of(
            "git/checkouts/tool-00000000aaaaaaaa/0123456/",
            "git/checkouts/tool-00000000bbbbbbbb/7654321/",
            "git/checkouts/toolbox-00000000cccccccc/0123456/");

    assertThat(CRATES.select(plain).folders()).containsExactly("git/db/tool-00000000aaaaaaaa");
    assertThat(
            CRATES
                .select(List.of("git/checkouts/tool-00000000aaaaaaaa/0123456/.gitmodules"))
                .folders())
        .containsExactly(
            "git/checkouts/tool-00000000aaaaaaaa/0123456", "git/db/tool-00000000aaaaaaaa");
  }

  @Test
  void takesTheRepositoryOfAnIndexThatIsOne() {
    var index = "registry/index/team-0000000000000000";

    assertThat(
            CRATES.select(List.of(index + "/.git/", index + "/.cache/in/fl/inflector")).folders())
        .containsExactly(index + "/.git");
  }

  @Test
  void knowsACrateByItsChecksum() {
    var path = "registry/cache/" + CRATES_IO + "/Inflector-0.11.4.crate";

    assertThat(CRATES.fault(List.of(file(path, SUM)))).isEmpty();
    assertThat(CRATES.fault(List.of(file(path, "b".repeat(64)))))
        .contains("Inflector-0.11.4.crate is not the crate that Cargo.lock names");
    assertThat(CRATES.fault(List.of(file("registry/cache/x/evil-1.crate", SUM))))
        .contains("evil-1.crate is not the crate that Cargo.lock names");
    assertThat(CRATES.fault(List.of(file("credentials.toml", SUM))))
        .contains("credentials.toml is no part of a crate");
    assertThat(CRATES.fault(List.of(file("registry/index/x/.cache/in/fl/inflector", SUM))))
        .isEmpty();
  }

  @Test
  void tellsWhereALockMakesNoSense() {
    assertThatThrownBy(() -> Crates.of("version = 4\n<<<<<<< HEAD\n"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused ->
                assertThat(refused.problems().getFirst().lines()).contains("  --> Cargo.lock:2:1"));
  }
}
