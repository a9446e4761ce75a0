package dev.jcross.run;

import dev.jcross.plan.ContainerPlan;
import dev.jcross.plan.MountPlan;
import dev.jcross.plan.PathMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Writes the container's paths in lines of JSON as the host's, for editors and scripts. */
final class HostPaths extends OutputStream {
  private record Replacement(Pattern pattern, String host) {}

  private final OutputStream sink;
  private final List<Replacement> replacements;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  HostPaths(OutputStream sink, PathMap paths, ContainerPlan container) {
    this.sink = sink;
    var entries = new ArrayList<>(paths.entries());
    for (var mount : container.mounts()) {
      if (mount instanceof MountPlan.Bind(var source, var target, var readOnly)
          && target.equals("/target")) {
        entries.add(new PathMap.Entry(source, target));
      }
    }
    this.replacements =
        entries.stream()
            .sorted(Comparator.comparingInt(entry -> -entry.container().length()))
            .map(
                entry ->
                    new Replacement(
                        // At the start of a string, of a file URL, or of a name in parentheses.
                        Pattern.compile(
                            "(?<=[\"(]|file://)"
                                + Pattern.quote(entry.container())
                                + "(?=[/\"#)?])"),
                        entry.host().toString().replace("\\", "\\\\").replace("\"", "\\\"")))
            .toList();
  }

  @Override
  public void write(int single) throws IOException {
    line.write(single);
    if (single == '\n') {
      release();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  private void release() throws IOException {
    var text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (text.startsWith("{")) {
      for (var replacement : replacements) {
        text =
            replacement
                .pattern
                .matcher(text)
                .replaceAll(java.util.regex.Matcher.quoteReplacement(replacement.host));
      }
    }
    sink.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** An open line waits for its end, or for {@link #close}. */
  @Override
  public void flush() throws IOException {
    sink.flush();
  }

  @Override
  public void close() throws IOException {
    release();
    flush();
  }
}
