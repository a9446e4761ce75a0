package dev.jcross.transfer;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ExecSpec;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a small shell in a container can tell of files, and do to them. */
final class RemoteShell {
  /** So that a command line stays far below what any kernel takes. */
  private static final int WORDS_BYTES = 64 * 1024;

  /** In every container of a plan this is memory. */
  private static final String CLOCK = "/run/jcross/now";

  private final ContainerEngine engine;

  RemoteShell(ContainerEngine engine) {
    this.engine = engine;
  }

  private record Result(int status, String output) {}

  private Result run(String container, List<String> command) throws ContainerGone {
    var output = new ByteArrayOutputStream();
    int status =
        engine.exec(
            container,
            new ExecSpec(
                command,
                Map.of("TZ", "UTC0", "LC_ALL", "C"),
                "/",
                Optional.empty(),
                output,
                OutputStream.nullOutputStream(),
                Optional.empty()));
    return new Result(status, output.toString(StandardCharsets.UTF_8));
  }

  /** Lists directories, each with all that is in it. */
  RemoteTrees list(String container, List<String> directories) throws ContainerGone {
    var command =
        new ArrayList<>(
            List.of("/bin/sh", "-c", script("list.sh"), "jcross-list", CLOCK, RemoteTrees.FORM));
    command.addAll(directories);
    var listed = RemoteTrees.parse(run(container, command).output());
    var trees = new ArrayList<SortedMap<String, RemoteFile>>();
    for (int i = 0; i < directories.size(); i++) {
      var tree =
          i < listed.trees().size() ? listed.trees().get(i) : new TreeMap<String, RemoteFile>();
      trees.add(
          tree.containsKey(Errands.ROOT) ? tree : listByArchive(container, directories.get(i)));
    }
    return new RemoteTrees(listed.now(), trees);
  }

  private SortedMap<String, RemoteFile> listByArchive(String container, String directory)
      throws ContainerGone {
    var tree = new TreeMap<String, RemoteFile>();
    try {
      engine.copyFrom(container, directory, tar -> tree.putAll(TarListing.read(tar)));
      return tree;
    } catch (IOException e) {
      throw unlisted(directory, String.valueOf(e.getMessage()));
    }
  }

  private static RuntimeException unlisted(String directory, String reason) {
    return Problem.error(
            ProblemCode.ENGINE_REFUSED, "the files on the engine cannot be listed: " + reason)
        .with(List.of("in " + directory))
        .asException();
  }

  /** The SHA-256 of files, by path, of those that can be read and where there is a program. */
  Map<String, String> hashes(String container, String directory, List<String> paths)
      throws ContainerGone {
    var hashes = new HashMap<String, String>();
    for (var some : inParts(paths)) {
      var command =
          new ArrayList<>(
              List.of("/bin/sh", "-c", "cd \"$1\" && shift && sha256sum -- \"$@\"", "jcross-sum"));
      command.add(directory);
      some.forEach(path -> command.add("./" + path));
      var lines = run(container, command).output().lines().toList();
      // A line of a file with an odd name starts with a backslash.
      for (int i = 0; lines.size() == some.size() && i < lines.size(); i++) {
        var hash = lines.get(i).replaceFirst("^\\\\", "");
        if (hash.length() > 64) {
          hashes.put(some.get(i), hash.substring(0, 64));
        }
      }
    }
    return hashes;
  }

  /** Removes paths of a directory, with what is in them. */
  void remove(String container, String directory, List<String> paths) throws ContainerGone {
    for (var some : inParts(paths)) {
      var command =
          new ArrayList<>(
              List.of("/bin/sh", "-c", script("remove.sh"), "jcross-remove", directory));
      some.forEach(path -> command.add("./" + path));
      if (run(container, command).status() != 0) {
        throw Problem.error(
                ProblemCode.ENGINE_REFUSED,
                "files cannot be removed on the engine that are gone on this machine")
            .with(some.stream().limit(5).toList())
            .asException();
      }
    }
  }

  private static List<List<String>> inParts(List<String> paths) {
    var parts = new ArrayList<List<String>>();
    var part = new ArrayList<String>();
    int bytes = 0;
    for (var path : paths) {
      int size = path.getBytes(StandardCharsets.UTF_8).length;
      if (!part.isEmpty() && bytes + size > WORDS_BYTES) {
        parts.add(List.copyOf(part));
        part.clear();
        bytes = 0;
      }
      part.add(path);
      bytes += size;
    }
    if (!part.isEmpty()) {
      parts.add(List.copyOf(part));
    }
    return parts;
  }

  private static String script(String name) {
    try (var stream = RemoteShell.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is not packaged");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
