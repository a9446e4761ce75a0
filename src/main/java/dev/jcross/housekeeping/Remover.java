package dev.jcross.housekeeping;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Removes what was chosen. */
public final class Remover {
  private final ContainerEngine engine;
  private final boolean force;

  /**
   * @param force also what has come into use since it was chosen
   */
  public Remover(ContainerEngine engine, boolean force) {
    this.engine = engine;
    this.force = force;
  }

  /**
   * Removes one after the other; what cannot be removed stops nothing else.
   *
   * @param removed told of each that is gone
   * @return what could not be removed, and why
   * @throws ProblemException if the engine goes away
   */
  public List<Problem> remove(Choice choice, Consumer<Belonging> removed) {
    var problems = new ArrayList<Problem>();
    for (var chosen : choice.goes()) {
      try {
        remove(chosen.what());
        removed.accept(chosen.what());
      } catch (ProblemException e) {
        if (e.problems().stream().anyMatch(problem -> !isRefusal(problem))) {
          throw e;
        }
        problems.addAll(e.problems());
      }
    }
    return problems;
  }

  private static boolean isRefusal(Problem problem) {
    return switch (problem.code()) {
      case ENGINE_REFUSED, IN_USE, FILE -> true;
      default -> false;
    };
  }

  private void remove(Belonging what) {
    switch (what) {
      case OwnImage image -> image.names().forEach(name -> engine.removeImage(name, force));
      case OwnVolume volume -> engine.removeVolume(volume.name(), force);
      case OwnContainer container -> remove(container);
      case CachedFiles files -> remove(files);
    }
  }

  private void remove(OwnContainer container) {
    // A command may have begun in the meantime.
    if (!force
        && container.use().isPresent()
        && SessionLook.into(engine, container.id()).filter(use -> use.commands() > 0).isPresent()) {
      throw Problem.error(
              ProblemCode.IN_USE,
              "the session '" + container.name() + "' stays: a command runs in it")
          .help("wait for the command, or add --force")
          .asException();
    }
    engine.removeContainer(container.id());
  }

  private static void remove(CachedFiles files) {
    try {
      files.remove();
    } catch (IOException e) {
      throw Problem.error(ProblemCode.FILE, "cannot remove: " + e.getMessage())
          .at(Place.of(files.name()))
          .help("ls -la " + files.name())
          .asException();
    }
  }
}
