package dev.jcross.engine;

import java.util.List;

/** A Dockerfile did not build. */
public final class ImageBuildFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final String step;
  private final transient List<String> log;

  public ImageBuildFailed(String reason, String step, List<String> log) {
    super(reason);
    this.step = step;
    this.log = List.copyOf(log);
  }

  /** The instruction that failed; empty if the Dockerfile itself was refused. */
  public String step() {
    return step;
  }

  /** Everything that was printed. */
  public List<String> log() {
    return log;
  }
}
