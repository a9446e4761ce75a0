package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Container;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Containers that are kept for the next command, and when they are not. */
class SessionsIT {
  @RegisterExtension static final Workbench bench = new Workbench();

  private static List<String> ids(Project project) {
    return bench.containers(project).stream().map(Container::getId).toList();
  }

  @Test
  void usesTheContainerOfTheCommandBefore() {
    var crate = bench.crate();

    crate.succeed("build", "--target", Workbench.NATIVE);
    var first = ids(crate);
    crate.succeed("build", "--target", Workbench.NATIVE);
    crate.succeed("check", "--target", Workbench.NATIVE);

    assertThat(first).hasSize(1);
    assertThat(ids(crate)).isEqualTo(first);
  }

  @Test
  void endsAFreshContainerWithItsCommand() {
    var crate = bench.crate();

    crate.succeed("run", "--fresh", "--target", Workbench.NATIVE);

    assertThat(ids(crate)).isEmpty();
  }

  @Test
  void keepsNoContainerWithoutATimeToKeepIt() {
    var crate = bench.crate().crossToml("[build]\nsession-timeout = 0\n");

    crate.succeed("build", "--target", Workbench.NATIVE);

    assertThat(ids(crate)).isEmpty();
  }

  @Test
  void letsAContainerEndByItselfWhenNobodyUsesIt() {
    var crate = bench.crate().crossToml("[build]\nsession-timeout = 4\n");

    crate.succeed("build", "--target", Workbench.NATIVE);

    assertThat(ids(crate)).hasSize(1);
    Eventually.within(Duration.ofSeconds(20), "the session ends", () -> ids(crate).isEmpty());
    crate.succeed("build", "--target", Workbench.NATIVE);
  }

  @Test
  void keepsAContainerWhileACommandRunsInIt() {
    var crate =
        bench
            .crate()
            .crossToml("[build]\nsession-timeout = 2\n")
            .main(
                """
                fn main() {
                    std::thread::sleep(std::time::Duration::from_secs(9));
                    println!("done");
                }
                """);

    var run = crate.succeed("run", "--quiet", "--target", Workbench.NATIVE);

    assertThat(run.output()).isEqualTo("done\n");
  }

  @Test
  void letsTwoProcessesBuildOneProjectAtOnce() {
    var crate = bench.crate().manifest("[dependencies]\nitoa = \"1\"\n");

    var one = crate.jcross().start("run", "--quiet", "--target", Workbench.NATIVE);
    var two = crate.jcross().start("run", "--quiet", "--target", Workbench.NATIVE);

    assertThat(one.await().hasStatus(0).output()).isEqualTo("Hello, world!\n");
    assertThat(two.await().hasStatus(0).output()).isEqualTo("Hello, world!\n");
    assertThat(bench.containers(crate)).allMatch(it -> it.getState().equals("running"));
  }

  @Test
  void takesAnotherContainerForOtherSettings() {
    var crate = bench.crate();

    crate.succeed("build", "--target", Workbench.NATIVE);
    var sealed = ids(crate);
    crate.crossToml("[build]\nnetwork = true\n");
    crate.succeed("build", "--target", Workbench.NATIVE);

    assertThat(ids(crate)).hasSize(2).containsAll(sealed);
  }

  @Test
  void goesOnWhenItsContainerWasRemovedInBetween() {
    var crate = bench.crate();
    crate.succeed("build", "--target", Workbench.NATIVE);
    var before = ids(crate);

    bench.containers(crate).forEach(Workbench::remove);
    crate.succeed("build", "--target", Workbench.NATIVE);

    assertThat(ids(crate)).hasSize(1).doesNotContainAnyElementsOf(before);
  }

  @Test
  void goesOnWhenItsIntermediateFilesWereRemovedInBetween() {
    var crate = bench.crate();
    crate.succeed("build", "--target", Workbench.NATIVE);

    bench.containers(crate).forEach(Workbench::remove);
    var volumes = bench.volumes(crate);
    assertThat(volumes).hasSize(1);
    volumes.forEach(name -> Workbench.client().removeVolumeCmd(name).exec());

    crate.succeed("build", "--target", Workbench.NATIVE);
  }

  @Test
  void goesOnWhenTheTargetDirectoryWasRemovedInBetween() {
    var crate = bench.crate();
    crate.succeed("build", "--target", Workbench.NATIVE);

    Workbench.deleteAll(crate.file("target"));
    crate.succeed("build", "--target", Workbench.NATIVE);

    assertThat(crate.file("target/" + Workbench.NATIVE + "/debug/program")).isExecutable();
  }

  @Test
  void seesTheSourcesOfAProjectThatWasReplaced() {
    var crate = bench.crate();
    crate.succeed("build", "--target", Workbench.NATIVE);

    Workbench.deleteAll(crate.directory());
    bench
        .at(crate.directory())
        .manifest("")
        .main("fn main() {\n    println!(\"Another one\");\n}\n");

    assertThat(crate.succeed("run", "--quiet", "--target", Workbench.NATIVE).output())
        .isEqualTo("Another one\n");
  }
}
