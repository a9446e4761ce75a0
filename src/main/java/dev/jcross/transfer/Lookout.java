package dev.jcross.transfer;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerFacts;
import dev.jcross.host.Confinement;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds out what an engine sees of our files, and asks it nothing where there is no doubt. */
final class Lookout {
  private static final Pattern SHORT_ID = Pattern.compile("[0-9a-f]{12}");

  private final ContainerEngine engine;
  private final Whereabouts where;

  Lookout(ContainerEngine engine, Whereabouts where) {
    this.engine = engine;
    this.where = where;
  }

  /** Tries whether the engine can show a file of ours to a container. */
  @FunctionalInterface
  interface Trial {
    /**
     * Mounts it.
     *
     * @throws ProblemException ENGINE_REFUSED if there is no such file for the engine
     */
    void mount(Path file);
  }

  /**
   * The view of the engine.
   *
   * @param directory of ours that is to be mounted, and can be written
   */
  HostView look(Path directory, Trial trial) {
    if (where.remote().isPresent()) {
      return where.remote().get() ? new HostView.Remote() : new HostView.Same();
    }
    var confinement = where.confinement();
    if (!where.far() && !confinement.contained()) {
      return new HostView.Same();
    }
    if (confinement.contained()) {
      var own = ownContainer(confinement);
      if (own.isPresent()) {
        return HostView.Translated.by(own.get(), confinement.mounts());
      }
    }
    // Podman would not refuse what it cannot find, but make a directory of that name.
    return !engine.facts().podman() && seesSameFile(directory, trial)
        ? sharing(directory)
        : new HostView.Remote();
  }

  private Optional<ContainerFacts> ownContainer(Confinement confinement) {
    return confinement
        .containerId()
        .flatMap(engine::findContainer)
        .or(
            () ->
                Optional.of(confinement.hostname())
                    .filter(name -> SHORT_ID.matcher(name).matches())
                    .flatMap(engine::findContainer)
                    .filter(found -> found.id().startsWith(confinement.hostname())))
        .filter(found -> found.state() == ContainerFacts.State.RUNNING);
  }

  /** A name that nobody else has: whoever finds it looks into the same directory. */
  private static boolean seesSameFile(Path directory, Trial trial) {
    try {
      var witness = Files.createTempFile(directory, ".jcross-witness-", "");
      try {
        trial.mount(witness);
        return true;
      } catch (ProblemException e) {
        if (e.problems().getFirst().code() != ProblemCode.ENGINE_REFUSED) {
          throw e;
        }
        return false;
      } finally {
        Files.deleteIfExists(witness);
      }
    } catch (IOException e) {
      // Where nothing can be written nothing is found out, and what is carried works anyway.
      return false;
    }
  }

  /** Of one directory nobody can conclude on another one's file system. */
  private HostView sharing(Path directory) {
    var mounts = where.confinement().mounts();
    var points = mounts.stream().map(Confinement.Mount::point).collect(Collectors.toSet());
    for (Path at = directory; at != null; at = at.getParent()) {
      if (points.contains(at)) {
        return HostView.Translated.sharing(at, mounts);
      }
    }
    return new HostView.Same();
  }
}
