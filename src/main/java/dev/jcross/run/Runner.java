package dev.jcross.run;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ImageFacts;
import dev.jcross.event.EventSink;
import dev.jcross.plan.BuildPlan;
import dev.jcross.plan.MountPlan;
import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemException;
import dev.jcross.transfer.ClientFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Carries a plan out. Decides nothing: what it does stands in the plan. */
public final class Runner {
  private final ContainerEngine engine;
  private final EventSink events;
  private final Surroundings surroundings;
  private final Function<TargetPlan, Optional<String>> stampAfterFetch;
  private final ResultCheck check;

  /**
   * A runner.
   *
   * @param stampAfterFetch the plan's fetch stamp, looked up again: cargo may have written
   *     Cargo.lock while it fetched
   * @param check asked where a plan has a gate
   */
  public Runner(
      ContainerEngine engine,
      EventSink events,
      Surroundings surroundings,
      Function<TargetPlan, Optional<String>> stampAfterFetch,
      ResultCheck check) {
    this.check = check;
    this.engine = engine;
    this.events = events;
    this.surroundings = surroundings;
    this.stampAfterFetch = stampAfterFetch;
  }

  /**
   * Runs every step of every target. One after another they end with the first that fails; together
   * each goes on to its own end.
   *
   * @throws ProblemException if the plan holds errors, or an image or the engine fails
   */
  public Outcome run(BuildPlan plan) {
    if (!plan.sound()) {
      throw new ProblemException(plan.problems());
    }
    if (plan.targets().isEmpty()) {
      return Outcome.SUCCESS;
    }
    var files = files(engine, events, surroundings, plan);
    return plan.together() ? together(plan.targets(), files) : oneByOne(plan.targets(), files);
  }

  /** What brings files to an engine that does not see them. */
  static ClientFiles files(
      ContainerEngine engine, EventSink events, Surroundings surroundings, BuildPlan plan) {
    return new ClientFiles(
        engine,
        events,
        surroundings.whereabouts(),
        witness(plan.targets().getFirst()),
        new Helpers(engine, surroundings.sweep()));
  }

  /** Where results go, else what the command works on. */
  private static Path witness(TargetPlan plan) {
    var binds =
        plan.main().container().mounts().stream()
            .filter(MountPlan.Bind.class::isInstance)
            .map(MountPlan.Bind.class::cast)
            .toList();
    return binds.stream()
        .filter(bind -> bind.target().equals("/target"))
        .findFirst()
        .orElse(binds.getFirst())
        .source();
  }

  private Outcome oneByOne(List<TargetPlan> targets, ClientFiles files) {
    var outcome = Outcome.SUCCESS;
    for (var target : targets) {
      var run = run(target, surroundings, files);
      outcome = run.run(run.image());
      if (outcome.exitStatus() != 0) {
        return outcome;
      }
    }
    return outcome;
  }

  private TargetRun run(TargetPlan target, Surroundings around, ClientFiles files) {
    return new TargetRun(engine, events, around, files, target, stampAfterFetch, check);
  }

  private Outcome together(List<TargetPlan> targets, ClientFiles files) {
    // One by one: they share their lower layers.
    var images = new ArrayList<ImageFacts>();
    for (var target : targets) {
      images.add(run(target, surroundings, files).image());
    }
    var outputs = new SharedOutputs(surroundings, targets);
    var results = new ArrayList<Future<Outcome.OfTarget>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < targets.size(); i++) {
        var target = targets.get(i);
        var image = images.get(i);
        results.add(threads.submit(timed(target, image, outputs, files)));
      }
    }
    var all = results.stream().map(Runner::result).toList();
    var status = all.stream().mapToInt(Outcome.OfTarget::exitStatus).filter(code -> code != 0);
    var notes = new ArrayList<Problem>();
    all.forEach(one -> notes.addAll(one.notes()));
    return new Outcome(status.findFirst().orElse(0), notes.stream().distinct().toList(), all);
  }

  private Callable<Outcome.OfTarget> timed(
      TargetPlan target, ImageFacts image, SharedOutputs outputs, ClientFiles files) {
    return () -> {
      var start = surroundings.clock().instant();
      try (var around = outputs.of(target)) {
        var outcome = run(target, around.surroundings(), files).run(image);
        return new Outcome.OfTarget(
            target.target(),
            outcome.exitStatus(),
            outcome.notes(),
            Duration.between(start, surroundings.clock().instant()));
      }
    };
  }

  private static Outcome.OfTarget result(Future<Outcome.OfTarget> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
