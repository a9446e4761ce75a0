package dev.jcross.cli.console;

import dev.jcross.engine.ExecSpec;
import dev.jcross.run.Surroundings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The terminal that jcross runs in, by way of {@code stty}. */
public final class Stty implements Surroundings.TerminalControl {
  private static final ExecSpec.Size USUAL = new ExecSpec.Size(80, 24);

  private static final long SIZE_HOLDS_NANOS = 1_000_000_000L;

  private final Signals signals;
  private int columns;
  private long asked;

  public Stty(Signals signals) {
    this.signals = signals;
  }

  /** Its size now. */
  public ExecSpec.Size size() {
    var words = stty("size").split(" ", -1);
    try {
      return words.length == 2
          ? new ExecSpec.Size(Integer.parseInt(words[1]), Integer.parseInt(words[0]))
          : USUAL;
    } catch (NumberFormatException e) {
      return USUAL;
    }
  }

  /** Its width, asked for at most once a second. */
  public synchronized int columns() {
    long now = System.nanoTime();
    if (columns == 0 || now - asked > SIZE_HOLDS_NANOS) {
      columns = size().columns();
      asked = now;
    }
    return columns;
  }

  @Override
  public ExecSpec.Terminal forCommand() {
    return new ExecSpec.Terminal(size(), this::onResize);
  }

  private void onResize(Consumer<ExecSpec.Size> listener) {
    signals.onResize(() -> listener.accept(size()));
  }

  @Override
  public AutoCloseable raw() {
    var before = stty("-g");
    if (before.isEmpty()) {
      return () -> {};
    }
    // Whatever ends the process but SIGKILL, the user gets a usable terminal back.
    var restore = new Thread(() -> stty(before));
    Runtime.getRuntime().addShutdownHook(restore);
    stty("raw", "-echo");
    return () -> {
      stty(before);
      Runtime.getRuntime().removeShutdownHook(restore);
    };
  }

  private static String stty(String... arguments) {
    var command = new java.util.ArrayList<String>();
    command.add("stty");
    command.addAll(List.of(arguments));
    try {
      var process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0 ? text.strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
