package dev.jcross.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Passes a command's output on, and keeps back the one line with which exec.sh says that the
 * command was not started. The line holds the lease's random name, so no program can print it by
 * chance.
 */
final class GateOutput extends OutputStream {
  /** Why a command was not started. */
  enum Reason {
    /** A volume is new and belongs to root. */
    UNPREPARED,
    /** Something has to be downloaded first. */
    MISSING,
    /** The session is about to end. */
    CLOSING
  }

  private final OutputStream sink;
  private final byte[] prefix;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean open = true;

  GateOutput(OutputStream sink, String lease) {
    this.sink = sink;
    this.prefix = ("jcross-gate " + lease + " ").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * A command that was not started.
   *
   * @param mark the path of the missing mark, if that is the reason
   */
  record Refusal(Reason reason, String mark) {}

  /** The reason, once the command has ended; empty if it ran. */
  Optional<Refusal> refusal() {
    if (!open || held.size() <= prefix.length) {
      return Optional.empty();
    }
    var words =
        held.toString(StandardCharsets.US_ASCII).substring(prefix.length).strip().split(" ", 2);
    return Optional.of(
        new Refusal(
            Reason.valueOf(words[0].toUpperCase(Locale.ROOT)), words.length > 1 ? words[1] : ""));
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (!open) {
      sink.write(bytes, offset, length);
      return;
    }
    held.write(bytes, offset, length);
    var start = held.toByteArray();
    for (int i = 0; i < Math.min(start.length, prefix.length); i++) {
      if (start[i] != prefix[i]) {
        release();
        return;
      }
    }
  }

  private void release() throws IOException {
    open = false;
    held.writeTo(sink);
    held.reset();
  }

  @Override
  public void flush() throws IOException {
    if (!open) {
      sink.flush();
    }
  }

  /** Ends the output: what was held back and is no gate line is passed on. */
  @Override
  public void close() throws IOException {
    if (open && refusal().isEmpty()) {
      release();
    }
    sink.flush();
  }
}
