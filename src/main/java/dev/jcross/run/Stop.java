package dev.jcross.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a command is to stop: the first signal is handed on; a second one, or ten
 * seconds after one that asks to end, kills.
 */
final class Stop {
  private static final long PATIENCE_MILLIS = 10_000;
  private static final int KILLED = 137;
  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  private @Nullable String asked;

  synchronized void ask(String name, Leash leash) {
    if (asked != null) {
      leash.signal("KILL");
      return;
    }
    asked = name;
    leash.signal(name);
    if (!name.equals("INT")) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  Thread.sleep(PATIENCE_MILLIS);
                  leash.signal("KILL");
                } catch (InterruptedException e) {
                  // Nobody interrupts it.
                }
              });
    }
  }

  synchronized boolean asked() {
    return asked != null;
  }

  /** The command's status, or the signal's where the command had to be killed. */
  synchronized int status(int commands) {
    return asked != null && commands == KILLED ? 128 + NUMBERS.getOrDefault(asked, 9) : commands;
  }
}
