package dev.jcross.plan;

/** What a container can reach. */
public enum Network {
  NONE,
  BRIDGE;

  /** As the engine and the JSON name it. */
  public String word() {
    return this == NONE ? "none" : "bridge";
  }
}
