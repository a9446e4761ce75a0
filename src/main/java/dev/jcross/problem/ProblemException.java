package dev.jcross.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a run with everything that is wrong; caught in one place, which prints and exits. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ProblemException(List<Problem> problems) {
    this(problems, null);
  }

  public ProblemException(List<Problem> problems, @Nullable Throwable cause) {
    super(
        problems.isEmpty() ? "no problem" : String.join("\n", problems.getFirst().lines()), cause);
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a ProblemException needs a problem");
    }
    this.problems = List.copyOf(problems);
  }

  /** At least one. */
  public List<Problem> problems() {
    return problems;
  }

  /** That of the first error, as the later ones often follow from it. */
  public ExitStatus exitStatus() {
    return problems.stream()
        .filter(Problem::isError)
        .findFirst()
        .orElse(problems.getFirst())
        .code()
        .exitStatus();
  }
}
