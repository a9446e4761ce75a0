package dev.jcross.integration;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what takes an unknown while. */
final class Eventually {
  private static final long PAUSE_MILLIS = 200;

  private Eventually() {}

  static void within(Duration limit, String what, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        fail("within %s: %s", limit, what);
      }
      pause(Duration.ofMillis(PAUSE_MILLIS));
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
