package dev.jcross.run;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ImageFacts;
import dev.jcross.event.EventSink;
import dev.jcross.plan.BuildPlan;
import dev.jcross.plan.Phase;
import dev.jcross.plan.Step;
import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Carries a plan out. Decides nothing: what it does stands in the plan. */
public final class Runner {
  private static final int TRIES = 12;
  private static final long PAUSE_MILLIS = 250;

  private final ContainerEngine engine;
  private final EventSink events;
  private final Surroundings surroundings;
  private final Function<TargetPlan, Optional<String>> stampAfterFetch;

  /**
   * A runner.
   *
   * @param stampAfterFetch the plan's fetch stamp, looked up again: cargo may have written
   *     Cargo.lock while it fetched
   */
  public Runner(
      ContainerEngine engine,
      EventSink events,
      Surroundings surroundings,
      Function<TargetPlan, Optional<String>> stampAfterFetch) {
    this.engine = engine;
    this.events = events;
    this.surroundings = surroundings;
    this.stampAfterFetch = stampAfterFetch;
  }

  /**
   * Runs every step of every target, up to the first that fails.
   *
   * @throws ProblemException if the plan holds errors, or an image or the engine fails
   */
  public Outcome run(BuildPlan plan) {
    if (!plan.sound()) {
      throw new ProblemException(plan.problems());
    }
    var outcome = new Outcome(0, List.of());
    for (var target : plan.targets()) {
      outcome = run(target);
      if (outcome.exitStatus() != 0) {
        return outcome;
      }
    }
    return outcome;
  }

  private Outcome run(TargetPlan plan) {
    var image =
        new Images(engine, events, surroundings.logs(), plan.downloads(), plan.imageOrigin())
            .ensure(plan.image(), plan.target().triple().name());
    var execution = new StepExecution(engine, surroundings, plan, image);
    var outcome = new Outcome(0, List.of());
    for (var step : plan.steps()) {
      if (step.whenNeeded()) {
        continue;
      }
      outcome = run(plan, step, execution, image);
      if (outcome.exitStatus() != 0) {
        return outcome;
      }
    }
    return outcome;
  }

  private Outcome run(TargetPlan plan, Step step, StepExecution execution, ImageFacts image) {
    // A session may end between the moment it is found and the moment it is used, and may then
    // turn out to lack ownership of its volumes and, after that, crates: each once.
    var stamp = step.phase() == Phase.FETCH ? Optional.<String>empty() : plan.fetchStamp();
    for (int attempt = 0; attempt < TRIES; attempt++) {
      var result = execution.run(step, stamp);
      switch (result) {
        case StepExecution.Result.Ended(var outcome) -> {
          return outcome;
        }
        case StepExecution.Result.ContainerEnded ended -> pause();
        case StepExecution.Result.NotFetched missing -> {
          // A fetch whose container went away has fetched nothing: the gate will ask for it again.
          if (fetch(plan, image) instanceof StepExecution.Result.Ended(var fetched)) {
            if (fetched.exitStatus() != 0) {
              return fetched;
            }
            stamp = Optional.empty();
          }
        }
      }
    }
    throw Problem.error(ProblemCode.SESSION_START, "the container ends again and again")
        .help("look at the engine with: jcross doctor")
        .asException();
  }

  /** The engine needs a moment to take an ended container away. */
  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private StepExecution.Result fetch(TargetPlan plan, ImageFacts image) {
    var execution = new StepExecution(engine, surroundings, plan, image);
    for (var step : plan.steps()) {
      if (step.phase() == Phase.FETCH && step.whenNeeded()) {
        return execution.fetch(step, () -> stampAfterFetch.apply(plan).or(plan::fetchStamp));
      }
    }
    return new StepExecution.Result.Ended(new Outcome(0, List.of()));
  }
}
