package dev.jcross.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A command to run in a container.
 *
 * @param input its standard input, forwarded up to its end; empty: it has none
 * @param terminal gives it a terminal; then all output arrives at {@code output}
 */
public record ExecSpec(
    List<String> command,
    Map<String, String> environment,
    String workingDirectory,
    Optional<InputStream> input,
    OutputStream output,
    OutputStream errors,
    Optional<Terminal> terminal) {

  /**
   * A terminal for the command.
   *
   * @param size its size now
   * @param onResize is handed a consumer that takes later sizes
   */
  public record Terminal(Size size, Consumer<Consumer<Size>> onResize) {}

  /** In characters. */
  public record Size(int columns, int rows) {}

  /** A command beside what runs there: nobody reads its errors, and it has no input. */
  public static ExecSpec aside(List<String> command, OutputStream output) {
    return new ExecSpec(
        command,
        Map.of(),
        "/",
        Optional.empty(),
        output,
        OutputStream.nullOutputStream(),
        Optional.empty());
  }

  public ExecSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
