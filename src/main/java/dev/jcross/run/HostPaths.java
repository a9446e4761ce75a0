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
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the container's paths in lines of JSON as the host's, for editors and scripts. */
final class HostPaths extends OutputStream {
  private final OutputStream sink;
  private final Map<String, String> hosts = new HashMap<>();
  private final Pattern containers;
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
    entries.sort(Comparator.comparingInt(entry -> -entry.container().length()));
    for (var entry : entries) {
      hosts.put(
          entry.container(), entry.host().toString().replace("\\", "\\\\").replace("\"", "\\\""));
    }
    // All in one pass: a host's path may look like one of the container's.
    this.containers =
        Pattern.compile(
            // At the start of a string, of a file URL, or of a name in parentheses.
            "(?<=[\"(]|file://)("
                + entries.stream()
                    .map(entry -> Pattern.quote(entry.container()))
                    .collect(Collectors.joining("|"))
                + ")(?=[/\"#)?])");
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
      text =
          containers
              .matcher(text)
              .replaceAll(
                  match -> Matcher.quoteReplacement(hosts.getOrDefault(match.group(1), "")));
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
