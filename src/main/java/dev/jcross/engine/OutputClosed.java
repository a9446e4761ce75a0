package dev.jcross.engine;

import java.io.IOException;

/**
 * Whoever read the output of a command has gone away, as {@code head} does. Thrown by an output
 * that was handed to {@link ContainerEngine#exec}, and through it.
 */
public final class OutputClosed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OutputClosed(IOException cause) {
    super(cause);
  }
}
