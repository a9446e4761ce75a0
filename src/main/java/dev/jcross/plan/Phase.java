package dev.jcross.plan;

/** Why a step runs, which decides what it may reach. */
public enum Phase {
  /** Downloads with network and secrets; runs no code of the project. */
  FETCH,
  /** Runs build scripts and compilers; sealed. */
  COMPILE,
  /** Runs what was compiled. */
  EXECUTE;

  /** As the JSON names it. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
