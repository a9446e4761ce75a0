package dev.jcross.run;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerFacts;
import dev.jcross.engine.VolumeFacts;
import dev.jcross.plan.HostAction;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Removes what builds have left: on the host, and in the engine's volumes. */
public final class Cleaning {
  private final HostAction.Clean clean;

  public Cleaning(HostAction.Clean clean) {
    this.clean = clean;
  }

  /** Files and their bytes. */
  public record Sum(long files, long bytes) {
    /** Such as {@code 12 files, 3.4 MB, and 1 volume}. */
    public String text(int volumes) {
      var text = new StringBuilder(count(files, "file"));
      if (files > 0) {
        text.append(String.format(Locale.ROOT, ", %.1f MB", bytes / 1e6));
      }
      if (volumes > 0) {
        text.append(", and ").append(count(volumes, "volume"));
      }
      return text.toString();
    }

    private static String count(long number, String what) {
      return number + " " + what + (number == 1 ? "" : "s");
    }

    Sum plus(long size) {
      return new Sum(files + 1, bytes + size);
    }
  }

  /**
   * Removes the host's directories; what is behind a symbolic link, too, but not the link.
   *
   * @throws ProblemException FILE for the first that cannot be removed
   */
  public Sum files() {
    var remover = new Remover(clean.dryRun());
    for (var directory : clean.directories()) {
      try {
        if (Files.isDirectory(directory)) {
          Files.walkFileTree(directory.toRealPath(), remover);
        }
      } catch (IOException e) {
        throw FileProblems.of(e, directory);
      }
    }
    return remover.sum;
  }

  /**
   * Removes the volumes; of one that a live session holds, what is in it.
   *
   * @return how many
   */
  public int volumes(ContainerEngine engine) {
    var found =
        engine.volumesWithLabel(Labels.KIND + "=volume").stream()
            .filter(volume -> clean.volumes().stream().anyMatch(volume.name()::startsWith))
            .toList();
    if (!clean.dryRun()) {
      found.forEach(volume -> remove(engine, volume));
    }
    return found.size();
  }

  private static void remove(ContainerEngine engine, VolumeFacts volume) {
    if (volume.inUse()) {
      for (var session : engine.containersWithLabel(Labels.KIND + "=session")) {
        var facts = engine.findContainer(session.id());
        if (facts.isPresent() && empty(engine, facts.get(), volume.name())) {
          return;
        }
      }
    }
    engine.removeVolume(volume.name(), false);
  }

  /** Whether a session was found in which the volume could be emptied. */
  private static boolean empty(ContainerEngine engine, ContainerFacts session, String volume) {
    for (var mount : session.mounts()) {
      if (!mount.name().equals(volume) || mount.readOnly()) {
        continue;
      }
      if (session.state() == ContainerFacts.State.RUNNING) {
        return HelperContainer.run(
                    engine,
                    session.id(),
                    List.of("find", mount.destination(), "-mindepth", "1", "-delete"))
                .status()
            == 0;
      }
      engine.removeContainer(session.id());
    }
    return false;
  }

  private static final class Remover extends SimpleFileVisitor<Path> {
    private final boolean dryRun;
    private Sum sum = new Sum(0, 0);

    Remover(boolean dryRun) {
      this.dryRun = dryRun;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!dryRun) {
        Files.delete(file);
      }
      sum = sum.plus(attributes.size());
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      if (!dryRun && Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(directory);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
