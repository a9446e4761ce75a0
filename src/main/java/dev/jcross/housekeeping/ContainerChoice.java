package dev.jcross.housekeeping;

import dev.jcross.engine.ContainerFacts.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides which containers go. */
public final class ContainerChoice {
  /** As long as a jcross waits for another one to start what it has created. */
  private static final Duration START = Duration.ofSeconds(60);

  private ContainerChoice() {}

  /**
   * What the user names.
   *
   * @param force also those in which a command runs
   * @throws dev.jcross.problem.ProblemException USAGE for names of no container of jcross's
   */
  public static Choice remove(Inventory inventory, Wanted wanted, boolean force, Instant now) {
    return choose(
        wanted.of(inventory.containers(), "containers", ContainerChoice::means), force, now);
  }

  /** As {@link #remove}, of the sessions. */
  public static Choice stop(Inventory inventory, Wanted wanted, boolean force, Instant now) {
    return choose(wanted.of(inventory.sessions(), "sessions", ContainerChoice::means), force, now);
  }

  /** The sessions of a project. */
  public static Choice stopOf(Inventory inventory, String project, boolean force, Instant now) {
    return choose(
        inventory.sessions().stream()
            .filter(
                session -> session.home().filter(home -> home.path().equals(project)).isPresent())
            .toList(),
        force,
        now);
  }

  private static boolean means(OwnContainer container, String word) {
    return container.isCalled(word) || container.target().equals(Optional.of(word));
  }

  /** What was created and never started, and what has ended: the engine takes away neither. */
  public static Choice prune(Inventory inventory, Instant now) {
    var choice = new Choice.Builder();
    for (var container : inventory.containers()) {
      switch (container.state()) {
        case RUNNING -> {}
        case ENDED -> choice.go(container, Optional.of("has ended"));
        case CREATED -> {
          if (!mayStart(container, now)) {
            choice.go(container, Optional.of("was never started"));
          }
        }
      }
    }
    return choice.done();
  }

  private static Choice choose(List<OwnContainer> meant, boolean force, Instant now) {
    var choice = new Choice.Builder();
    for (var container : meant) {
      if (!force && container.state() == State.CREATED && mayStart(container, now)) {
        choice.stay(container, "it is about to start", "wait a minute, or add --force");
      } else if (!force && container.busy()) {
        choice.stay(
            container,
            container.session() ? "a command runs in it" : "jcross itself is using it",
            container.session()
                ? "wait for the command, or add --force"
                : "it goes by itself in some seconds");
      } else {
        choice.go(container, Optional.empty());
      }
    }
    return choice.done();
  }

  private static boolean mayStart(OwnContainer container, Instant now) {
    return container.created().plus(START).isAfter(now);
  }
}
