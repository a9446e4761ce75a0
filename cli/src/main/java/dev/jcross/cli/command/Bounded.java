package dev.jcross.cli.command;

import dev.jcross.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that may hang, and is waited for no longer than is good. */
final class Bounded<T> {
  private final FutureTask<T> task;

  private Bounded(FutureTask<T> task) {
    this.task = task;
  }

  /** Starts the work. Its thread is left behind if it hangs: the process is about to end. */
  static <T> Bounded<T> start(Callable<T> work) {
    var task = new FutureTask<T>(work);
    // Not a virtual one: it may hang in a call that the operating system does not give back.
    Thread.ofPlatform().daemon().name("jcross-bounded").start(task);
    return new Bounded<>(task);
  }

  /** Runs work to its end, or gives up. */
  static <T> Optional<T> within(Duration limit, Callable<T> work) {
    return start(work).await(limit);
  }

  /**
   * The result; empty if it takes longer.
   *
   * @throws ProblemException as the work threw it
   */
  Optional<T> await(Duration limit) {
    try {
      return Optional.of(task.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ProblemException problem -> throw new ProblemException(problem.problems(), e);
        case RuntimeException other -> throw other;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
