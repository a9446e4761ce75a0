package dev.jcross.engine;

/** The container does not run (any more); a new one can take its place. */
public final class ContainerGone extends Exception {
  private static final long serialVersionUID = 1L;

  public ContainerGone(String container) {
    super(container);
  }
}
