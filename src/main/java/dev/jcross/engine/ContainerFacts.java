package dev.jcross.engine;

import java.time.Instant;
import java.util.Map;

/** A container as the engine sees it. */
public record ContainerFacts(
    String id, String name, State state, Instant created, Map<String, String> labels) {
  /** How far it is. */
  public enum State {
    CREATED,
    RUNNING,
    ENDED
  }

  public ContainerFacts {
    labels = Map.copyOf(labels);
  }
}
