package dev.jcross.cli.console;

import dev.jcross.run.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/**
 * The process's signals. While a command runs they are its; otherwise INT, TERM and HUP end jcross,
 * and what it had begun in the engine is ended by whoever guards it.
 */
public final class Signals implements Surroundings.SignalSource {
  private static final Map<String, Integer> ENDING = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  private Signals() {}

  /**
   * Listens from now on.
   *
   * @param exit ends the process; takes 128 and the signal's number
   */
  public static Signals install(IntConsumer exit) {
    var signals = new Signals();
    ENDING.forEach((name, number) -> register(name, () -> signals.arrived(name, number, exit)));
    return signals;
  }

  /** Those of a process that looks after them itself: none ever arrives. */
  public static Signals none() {
    return new Signals();
  }

  private void arrived(String name, int number, IntConsumer exit) {
    if (listeners.isEmpty()) {
      exit.accept(128 + number);
    }
    listeners.forEach(listener -> listener.signal(name));
  }

  @Override
  public AutoCloseable listen(Listener next) {
    listeners.add(next);
    return () -> listeners.remove(next);
  }

  /** Calls back whenever the terminal has another size. */
  void onResize(Runnable resized) {
    register("WINCH", resized);
  }

  /**
   * By {@code sun.misc.Signal}, for which there is no other interface and at whose mere name javac
   * warns. Not through JLine, which for that wakes Java's logging: a tenth of all the time there
   * is.
   */
  private static void register(String name, Runnable arrived) {
    try {
      SignalHandling.LINK.handle(name, arrived);
    } catch (IllegalArgumentException e) {
      // Windows has no such signal.
    }
  }
}
