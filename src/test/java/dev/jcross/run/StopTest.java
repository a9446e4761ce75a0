package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.engine.ScriptedEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class StopTest {
  private final ScriptedEngine engine = new ScriptedEngine();

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void aKilledCommandEndsInTheStatusOfTheSignalThatWasAskedFor(String signal, int status) {
    var stop = new Stop();
    try (var leash = Leash.on(engine, "c", "lease")) {
      stop.ask(signal, leash);

      assertThat(stop.status(137)).isEqualTo(status);
      assertThat(stop.status(0)).isZero();
      assertThat(stop.status(101)).isEqualTo(101);
      assertThat(stop.status(130)).isEqualTo(130);
    }
  }

  @Test
  void aCommandThatWasKilledByOthersKeepsItsStatus() {
    assertThat(new Stop().status(137)).isEqualTo(137);
    assertThat(new Stop().status(1)).isEqualTo(1);
  }

  @Test
  void handsTheFirstSignalOnAndKillsAtTheSecond() throws InterruptedException {
    var stop = new Stop();
    try (var leash = Leash.on(engine, "c", "lease")) {
      stop.ask("INT", leash);
      engine.awaitLeashWords(1);
      assertThat(engine.leashWords()).containsExactly("INT");
      stop.ask("INT", leash);
      engine.awaitLeashWords(2);
      assertThat(engine.leashWords()).containsExactly("INT", "KILL");
    }
    engine.awaitLeashWords(3);
    assertThat(engine.leashWords()).containsExactly("INT", "KILL", "done");
  }
}
