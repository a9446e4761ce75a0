package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** jcross ends before its work does: nothing of it may stay. */
class DeathIT {
  @RegisterExtension static final Workbench bench = new Workbench();

  private static final int MOMENTS = 9;

  private static final String SLEEPER =
      """
      use std::io::Write;

      fn main() {
          println!("ready");
          std::io::stdout().flush().unwrap();
          std::thread::sleep(std::time::Duration::from_secs(600));
      }
      """;

  private static Project sleeper() {
    return bench.crate().crossToml("[build]\nsession-timeout = 4\n").main(SLEEPER);
  }

  private static Running running(Project sleeper) {
    return sleeper
        .jcross()
        .start("run", "--quiet", "--target", Workbench.NATIVE)
        .awaitOutput("ready");
  }

  /** Whether the program still runs in one of the project's containers. */
  private static boolean isAlive(Project project) {
    return bench.containers(project).stream()
        .flatMap(DeathIT::processes)
        .anyMatch(line -> line.contains("/debug/program"));
  }

  private static Stream<String> processes(Container container) {
    try {
      return Arrays.stream(
              Workbench.client().topContainerCmd(container.getId()).exec().getProcesses())
          .map(columns -> String.join(" ", columns));
    } catch (DockerException e) {
      // It ended in between.
      return Stream.empty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leavesNothingBehindWhereverItIsKilled(boolean fresh) {
    var projects = new ArrayList<Project>();
    for (int moment = 1; moment <= MOMENTS; moment++) {
      // A project of its own, so that each starts cold: no container, no volume, nothing fetched.
      var project =
          sleeper()
              .manifest("[dependencies]\nitoa = \"1\"\n[package.metadata]\nmoment = " + moment);
      projects.add(project);
      var words = new ArrayList<>(List.of("run", "--target", Workbench.NATIVE));
      if (fresh) {
        words.add("--fresh");
      }
      var jcross = project.jcross().start(words.toArray(String[]::new));
      Eventually.pause(Duration.ofMillis(200 + 450L * (moment - 1)));
      jcross.signal("KILL");
      assertThat(jcross.await().status()).isEqualTo(137);
    }

    for (var project : projects) {
      Eventually.within(
          Duration.ofSeconds(60),
          "no container is left of " + project.directory(),
          () -> bench.containers(project).isEmpty());
    }
  }

  @Test
  void endsTheProgramWhenItIsKilled() {
    var project = sleeper();
    var jcross = running(project);
    assertThat(isAlive(project)).isTrue();

    jcross.signal("KILL");

    Eventually.within(Duration.ofSeconds(15), "the program ends", () -> !isAlive(project));
    Eventually.within(
        Duration.ofSeconds(20), "the sessions end", () -> bench.containers(project).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"HUP, 129", "INT, 130", "TERM, 143"})
  void handsSignalsToTheProgram(String signal, int status) {
    var project = sleeper();
    var jcross = running(project);

    jcross.signal(signal);

    jcross.await(Duration.ofSeconds(20)).hasStatus(status).showsNoStackTrace();
    assertThat(isAlive(project)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void handsSignalsToTheCompilation(String signal, int status) {
    var project =
        bench
            .crate()
            .crossToml("[build]\nsession-timeout = 4\n")
            .buildScript(
                """
                fn main() {
                    std::fs::write("started", "").unwrap();
                    std::thread::sleep(std::time::Duration::from_secs(600));
                }
                """);
    var jcross = project.jcross().start("build", "--target", Workbench.NATIVE);
    Eventually.within(
        Duration.ofMinutes(1),
        "the build script starts",
        () -> project.file("started").toFile().exists());

    jcross.signal(signal);

    jcross.await(Duration.ofSeconds(20)).hasStatus(status).showsNoStackTrace();
    assertThat(
            bench.containers(project).stream()
                .flatMap(DeathIT::processes)
                .filter(line -> line.contains("build-script-build")))
        .isEmpty();
  }

  @Test
  void endsWithTheStatusThatTheProgramGivesOnASignal() {
    var project =
        sleeper()
            .main(
                """
                unsafe extern "C" {
                    fn signal(number: i32, handler: extern "C" fn(i32)) -> usize;
                    fn _exit(status: i32) -> !;
                }

                extern "C" fn leave(_: i32) {
                    unsafe { _exit(5) }
                }

                fn main() {
                    unsafe { signal(15, leave) };
                    println!("ready");
                    std::thread::sleep(std::time::Duration::from_secs(600));
                }
                """);

    running(project).signal("TERM").await(Duration.ofSeconds(20)).hasStatus(5);
  }

  @Test
  void killsAProgramThatDoesNotListen() {
    var project = deaf();
    var jcross = running(project);

    jcross.signal("TERM");

    Eventually.pause(Duration.ofSeconds(3));
    assertThat(jcross.isAlive()).isTrue();
    jcross.await(Duration.ofSeconds(20)).hasStatus(143);
    assertThat(isAlive(project)).isFalse();
  }

  @Test
  void killsAtTheSecondInterruptAndNotAtTheFirst() {
    var project = deaf();
    var jcross = running(project);

    jcross.signal("INT");
    Eventually.pause(Duration.ofSeconds(2));
    assertThat(jcross.isAlive()).isTrue();
    jcross.signal("INT");

    jcross.await(Duration.ofSeconds(10)).hasStatus(130);
    assertThat(isAlive(project)).isFalse();
  }

  private static Project deaf() {
    return sleeper()
        .main(
            """
            unsafe extern "C" {
                fn signal(number: i32, handler: usize) -> usize;
            }

            fn main() {
                for number in [1, 2, 15] {
                    unsafe { signal(number, 1) };
                }
                println!("ready");
                std::thread::sleep(std::time::Duration::from_secs(600));
            }
            """);
  }
}
