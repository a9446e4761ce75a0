package dev.jcross.run;

import dev.jcross.plan.TargetPlan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The output of several targets at the same time: whole lines, each with its target in front. */
final class SharedOutputs {
  private final Surroundings surroundings;
  private final int width;

  SharedOutputs(Surroundings surroundings, List<TargetPlan> targets) {
    this.surroundings = surroundings;
    this.width =
        targets.stream().mapToInt(plan -> plan.target().toString().length()).max().orElse(0);
  }

  /** What one target's commands print to. */
  record Outputs(Surroundings surroundings, Lines output, Lines errors) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      output.end();
      errors.end();
    }
  }

  Outputs of(TargetPlan plan) {
    var name = plan.target().toString();
    var prefix = name + " ".repeat(width - name.length()) + " | ";
    // A program reads cargo's JSON, and finds the target in it.
    var output = new Lines(surroundings.output(), plan.main().printsJson() ? "" : prefix);
    var errors = new Lines(surroundings.errors(), prefix);
    var own =
        new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            output,
            errors,
            Optional.empty(),
            surroundings.signals(),
            surroundings.clock(),
            surroundings.commands(),
            surroundings.git(),
            surroundings.cache(),
            surroundings.sweep(),
            surroundings.whereabouts(),
            surroundings.machine());
    return new Outputs(own, output, errors);
  }

  /** Holds a line back until it is complete. */
  static final class Lines extends OutputStream {
    private final OutputStream sink;
    private final byte[] prefix;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Lines(OutputStream sink, String prefix) {
      this.sink = sink;
      this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int single) throws IOException {
      line.write(single);
      if (single == '\n') {
        pass();
      }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
      for (int i = offset; i < offset + length; i++) {
        write(bytes[i]);
      }
    }

    private void pass() throws IOException {
      var whole = new ByteArrayOutputStream(prefix.length + line.size());
      whole.writeBytes(prefix);
      line.writeTo(whole);
      line.reset();
      // One write a line: lines of several targets never mix.
      synchronized (sink) {
        whole.writeTo(sink);
        sink.flush();
      }
    }

    /** Passes on what was no complete line. */
    synchronized void end() throws IOException {
      if (line.size() > 0) {
        write('\n');
      }
    }
  }
}
