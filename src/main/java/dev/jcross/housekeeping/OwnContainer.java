package dev.jcross.housekeeping;

import dev.jcross.engine.ContainerFacts;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A container that jcross made.
 *
 * @param session whether commands run in it; else it serves jcross itself for some seconds
 * @param purpose what it is there for, in words
 * @param home the project that it serves
 * @param use empty where nobody can tell, as of one that does not run
 */
public record OwnContainer(
    String id,
    String name,
    boolean session,
    ContainerFacts.State state,
    String purpose,
    Optional<String> target,
    Optional<Home> home,
    Instant created,
    Optional<Use> use)
    implements Belonging {

  /**
   * What goes on in a session.
   *
   * @param commands how many run
   * @param idleSeconds for how long none did; 0 if one does
   */
  public record Use(int commands, long idleSeconds) {}

  @Override
  public OptionalLong freesBytes() {
    return OptionalLong.empty();
  }

  @Override
  public String what() {
    return session ? "session" : "container";
  }

  /** Whether a command may run in it. */
  public boolean busy() {
    return state == ContainerFacts.State.RUNNING
        && use.map(known -> known.commands() > 0).orElse(true);
  }

  boolean isCalled(String word) {
    return name.equals(word)
        || id.equals(word)
        || (word.matches("[0-9a-f]{6,64}") && id.startsWith(word));
  }
}
