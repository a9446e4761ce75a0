package dev.jcross.transfer;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerFacts;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.engine.EngineFacts;
import dev.jcross.engine.ExecSpec;
import dev.jcross.engine.TarSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * An engine whose volumes are directories, and whose containers run commands in a real shell of
 * this machine: what is mounted in a container is found by its path there.
 */
final class DirectoryEngine implements ClientFiles.Helpers {
  private final Path top;
  private final Map<String, List<ContainerSpec.Mount>> containers = new HashMap<>();
  private int helpers;

  /** What was asked, in few words. */
  final List<String> calls = new ArrayList<>();

  /** Programs that no container has. */
  final Set<String> missing = new HashSet<>();

  /** A container that is gone once it is used. */
  String gone = "";

  /** Happens before an archive is made of something. */
  Runnable beforeCopyFrom = () -> {};

  DirectoryEngine(Path top) {
    this.top = top;
  }

  /** The engine; whoever asks for what no transfer needs is told so. */
  ContainerEngine engine() {
    return (ContainerEngine)
        Proxy.newProxyInstance(
            DirectoryEngine.class.getClassLoader(),
            new Class<?>[] {ContainerEngine.class},
            (proxy, method, arguments) -> {
              try {
                return DirectoryEngine.class
                    .getMethod(method.getName(), method.getParameterTypes())
                    .invoke(this, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  Path volume(String name) {
    try {
      return Files.createDirectories(top.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void container(String name, List<ContainerSpec.Mount> mounts) {
    containers.put(name, mounts);
  }

  private Path inside(String container, String path) {
    for (var mount : containers.getOrDefault(container, List.of())) {
      if (mount instanceof ContainerSpec.Mount.Volume(var name, var target, var readOnly)
          && (path.equals(target) || path.startsWith(target + "/"))) {
        return volume(name).resolve(path.substring(Math.min(path.length(), target.length() + 1)));
      }
    }
    return top.resolve("nothing");
  }

  private void check(String container) throws ContainerGone {
    if (!containers.containsKey(container) || container.equals(gone)) {
      throw new ContainerGone(container);
    }
  }

  public int exec(String container, ExecSpec spec) throws ContainerGone {
    check(container);
    calls.add("exec " + spec.command().get(3));
    var words = new ArrayList<String>();
    for (var word : spec.command()) {
      if (word.equals("/run/jcross/now")) {
        words.add(top.resolve("now").toString());
      } else {
        words.add(word.startsWith("/") && !word.equals("/bin/sh") ? there(container, word) : word);
      }
    }
    var builder = new ProcessBuilder(words);
    builder.environment().putAll(spec.environment());
    builder.environment().put("PATH", path());
    try {
      var process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getInputStream().transferTo(spec.output());
      return process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 137;
    }
  }

  private String there(String container, String word) {
    return inside(container, word).toString();
  }

  /** A directory with all programs but the missing ones. */
  private String path() {
    if (missing.isEmpty()) {
      return "/usr/bin:/bin";
    }
    try {
      var bin = Files.createDirectories(top.resolve("bin"));
      for (var name : List.of("find", "stat", "rm", "chmod", "sha256sum", "sh")) {
        var link = bin.resolve(name);
        Files.deleteIfExists(link);
        if (!missing.contains(name)) {
          Files.createSymbolicLink(link, Path.of("/usr/bin", name));
        }
      }
      return bin.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void copyInto(String container, String directory, InputStream tar)
      throws IOException, ContainerGone {
    check(container);
    calls.add("copy into " + (container.startsWith("helper") ? "helper" : container));
    var root = inside(container, directory);
    try (var entries = new TarArchiveInputStream(tar, "UTF-8")) {
      for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        var place = root.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(place);
          Files.setPosixFilePermissions(place, ReturnedFiles.permissions(entry.getMode()));
        } else {
          Files.createDirectories(place.getParent());
          Files.deleteIfExists(place);
          if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
          } else {
            Files.copy(entries, place);
            Files.setPosixFilePermissions(place, ReturnedFiles.permissions(entry.getMode()));
            Files.setLastModifiedTime(place, entry.getLastModifiedTime());
          }
        }
      }
    }
  }

  public boolean copyFrom(String container, String path, TarSink sink)
      throws IOException, ContainerGone {
    check(container);
    beforeCopyFrom.run();
    calls.add("copy from " + (container.startsWith("helper") ? "helper " : container + " ") + path);
    var root = inside(container, path);
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    var bytes = new ByteArrayOutputStream();
    var base = path.substring(path.lastIndexOf('/') + 1);
    try (var tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes about)
                throws IOException {
              add(tar, at, base + below(root, at) + "/");
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path at, BasicFileAttributes about)
                throws IOException {
              add(tar, at, base + below(root, at));
              return FileVisitResult.CONTINUE;
            }
          });
    }
    sink.accept(new ByteArrayInputStream(bytes.toByteArray()));
    return true;
  }

  private static String below(Path root, Path at) {
    return at.equals(root) ? "" : "/" + root.relativize(at);
  }

  private static void add(TarArchiveOutputStream tar, Path at, String name) throws IOException {
    var file = LocalFile.at(at).orElseThrow();
    var type =
        switch (file.kind()) {
          case FILE -> TarConstants.LF_NORMAL;
          case DIRECTORY -> TarConstants.LF_DIR;
          case LINK -> TarConstants.LF_SYMLINK;
        };
    var entry = new TarArchiveEntry(name, type);
    entry.setMode(file.mode());
    entry.setIds(
        (Integer) Files.getAttribute(at, "unix:uid", LinkOption.NOFOLLOW_LINKS),
        (Integer) Files.getAttribute(at, "unix:gid", LinkOption.NOFOLLOW_LINKS));
    entry.setLastModifiedTime(Files.getLastModifiedTime(at, LinkOption.NOFOLLOW_LINKS));
    if (file.kind() == Kind.LINK) {
      entry.setLinkName(Files.readSymbolicLink(at).toString());
      tar.putArchiveEntry(entry);
    } else if (file.kind() == Kind.FILE) {
      entry.setSize(file.size());
      tar.putArchiveEntry(entry);
      Files.copy(at, tar);
    } else {
      tar.putArchiveEntry(entry);
    }
    tar.closeArchiveEntry();
  }

  @Override
  public void volume(String name, String purpose) {
    calls.add("volume " + purpose.replaceFirst(" of .*", ""));
    volume(name);
  }

  @Override
  public Helper create(
      String image, List<ContainerSpec.Mount> mounts, Optional<String> userNamespace) {
    return helper("create", mounts);
  }

  @Override
  public void handOver(
      String image, ContainerSpec.Mount.Volume mount, String user, Optional<String> userNamespace) {
    calls.add("hand over");
  }

  @Override
  public Helper start(
      String image, String user, List<ContainerSpec.Mount> mounts, Optional<String> userNamespace) {
    return helper("start", mounts);
  }

  private Helper helper(String verb, List<ContainerSpec.Mount> mounts) {
    var name = "helper-" + ++helpers;
    calls.add(verb + " helper");
    containers.put(name, mounts);
    return new Helper() {
      @Override
      public String container() {
        return name;
      }

      @Override
      public void close() {
        containers.remove(name);
      }
    };
  }

  /** How many helpers were not closed. */
  long openHelpers() {
    return containers.keySet().stream().filter(name -> name.startsWith("helper")).count();
  }

  public EngineFacts facts() {
    return new EngineFacts("Fake", "1", "1.41", "memory://", "linux", "x86_64", false, false, "");
  }

  public Optional<ContainerFacts> findContainer(String name) {
    return Optional.ofNullable(containers.get(name))
        .map(
            mounts ->
                new ContainerFacts(
                    name,
                    name,
                    ContainerFacts.State.RUNNING,
                    Instant.EPOCH,
                    Map.of(),
                    "image",
                    mounts.stream()
                        .filter(ContainerSpec.Mount.Volume.class::isInstance)
                        .map(ContainerSpec.Mount.Volume.class::cast)
                        .map(
                            mount ->
                                new ContainerFacts.Mount(
                                    "volume",
                                    mount.name(),
                                    volume(mount.name()).toString(),
                                    mount.target(),
                                    mount.readOnly()))
                        .toList(),
                    Optional.empty()));
  }
}
