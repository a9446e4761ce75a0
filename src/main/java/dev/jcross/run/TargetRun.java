package dev.jcross.run;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ImageFacts;
import dev.jcross.event.EventSink;
import dev.jcross.plan.Mark;
import dev.jcross.plan.Phase;
import dev.jcross.plan.Provision;
import dev.jcross.plan.Step;
import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.transfer.ClientFiles;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs the steps of one target, and those that make what others need. */
final class TargetRun {
  private static final int TRIES = 12;
  private static final long PAUSE_MILLIS = 250;

  private final ContainerEngine engine;
  private final EventSink events;
  private final Surroundings surroundings;
  private final ClientFiles files;
  private final TargetPlan plan;
  private final Function<TargetPlan, Optional<String>> stampAfterFetch;
  private final ResultCheck check;

  TargetRun(
      ContainerEngine engine,
      EventSink events,
      Surroundings surroundings,
      ClientFiles files,
      TargetPlan plan,
      Function<TargetPlan, Optional<String>> stampAfterFetch,
      ResultCheck check) {
    this.check = check;
    this.engine = engine;
    this.events = events;
    this.surroundings = surroundings;
    this.files = files;
    this.plan = plan;
    this.stampAfterFetch = stampAfterFetch;
  }

  /** Makes sure that the target's image is there. */
  ImageFacts image() {
    var target = plan.target().triple().name();
    if (plan.lock().isEmpty()) {
      return images().ensure(plan.image(), target);
    }
    var contents = new ImageContents(engine, events, surroundings.sweep(), surroundings.cache());
    return new LockedImages(images(), contents, events, surroundings.cache())
        .ensure(plan.image(), plan.lock().get(), target);
  }

  private Images images() {
    return new Images(
        engine,
        events,
        surroundings.cache(),
        plan.downloads(),
        plan.imageOrigin(),
        kind -> Labels.ofOwner(kind, plan, surroundings.machine()));
  }

  /** Makes everything that the last step needs, and runs nothing of the project's. */
  Outcome prepare(ImageFacts image) {
    var silent = surroundings.silent(OutputStream.nullOutputStream(), surroundings.errors());
    return run(
        plan.main().aside(List.of("true")),
        new StepExecution(engine, silent, files, plan, image),
        image);
  }

  /**
   * Unpacks crates that were brought as archives, without network, and notes that they are there.
   */
  Outcome unpack(ImageFacts image) {
    var silent = surroundings.silent(OutputStream.nullOutputStream(), surroundings.errors());
    var execution = new StepExecution(engine, silent, files, plan, image);
    var outcome = Outcome.SUCCESS;
    for (var step : plan.steps()) {
      if (plan.fetchStamp().isPresent()
          && step.makes().filter(mark -> mark.name().equals(plan.fetchStamp().get())).isPresent()) {
        outcome = run(step.offline(), execution, image);
      }
    }
    return outcome;
  }

  /** Runs the steps, up to the first that fails. */
  Outcome run(ImageFacts image) {
    var execution = new StepExecution(engine, surroundings, files, plan, image);
    var outcome = Outcome.SUCCESS;
    var first = surroundings.clock().instant();
    for (var step : plan.steps()) {
      if (step.whenNeeded()) {
        continue;
      }
      var start = surroundings.clock().instant();
      outcome = run(step, execution, image);
      if (outcome.exitStatus() == 0 && step.phase() == Phase.COMPILE) {
        outcome = look(start, image);
        if (outcome.exitStatus() == 0) {
          outcome = passed(step, first, start, image, outcome);
        }
      }
      if (outcome.exitStatus() != 0) {
        return outcome;
      }
    }
    return outcome;
  }

  /** What came out, and whether it is what was to come out. */
  private Outcome look(Instant start, ImageFacts image) {
    if (plan.results().isPresent()) {
      var problems = check.look(plan, start);
      if (!problems.isEmpty()) {
        return failed(problems);
      }
    }
    return plan.gate().isPresent() ? check(plan.gate().get().listing(), image) : Outcome.SUCCESS;
  }

  private Outcome passed(
      Step step, Instant first, Instant start, ImageFacts image, Outcome outcome) {
    if (plan.results().isEmpty() || !check.asksForBuilds()) {
      return outcome;
    }
    var build =
        new ResultCheck.Build(
            new UsedImage(image.id(), image.digests()),
            first,
            start,
            surroundings.clock().instant(),
            command -> answer(step.aside(command), image));
    var problems = check.passed(plan, build);
    return problems.isEmpty() ? outcome : failed(problems);
  }

  private Optional<String> answer(Step question, ImageFacts image) {
    var output = new ByteArrayOutputStream();
    return quietly(question, output, image) == 0
        ? Optional.of(output.toString(StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static Outcome failed(List<Problem> problems) {
    return new Outcome(new ProblemException(problems).exitStatus().code(), problems);
  }

  /** Nobody asked for what cargo says to it, and its files are those of the step before. */
  private Outcome check(Step listing, ImageFacts image) {
    var output = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    var silent = surroundings.silent(output, errors);
    var listed = run(listing, new StepExecution(engine, silent, files, plan, image), image);
    if (listed.exitStatus() != 0) {
      return new Outcome(
          listed.exitStatus(),
          List.of(
              Problem.error(
                      ProblemCode.ARTIFACT_UNREADABLE, "cargo does not list the files that it made")
                  .with(errors.toString(StandardCharsets.UTF_8).lines().toList())));
    }
    var files = new ListedFiles(listing.container()).in(output.toString(StandardCharsets.UTF_8));
    List<Problem> problems;
    try (var ingredients =
        new LinkedFrom(plan, listing, (step, sink) -> quietly(step, sink, image))) {
      problems = check.check(plan, files, ingredients);
    }
    return problems.isEmpty() ? listed : failed(problems);
  }

  private int quietly(Step step, OutputStream sink, ImageFacts image) {
    var silent = surroundings.silent(sink, OutputStream.nullOutputStream());
    return run(step, new StepExecution(engine, silent, files, plan, image), image).exitStatus();
  }

  private Outcome run(Step step, StepExecution execution, ImageFacts image) {
    // A session may end between the moment it is found and the moment it is used, and may then
    // turn out to lack ownership of its volumes and, after that, what others make: each once.
    var needs = step.needs();
    for (int attempt = 0; attempt < TRIES; attempt++) {
      var result =
          step.whenNeeded()
              ? execution.provide(step, needs, () -> made(step))
              : execution.run(step, needs);
      switch (result) {
        case StepExecution.Result.Ended(var outcome) -> {
          return outcome;
        }
        case StepExecution.Result.ContainerEnded ended -> pause();
        case StepExecution.Result.Missing(var path) -> {
          var provided = provide(path, image);
          if (provided.exitStatus() != 0) {
            return provided;
          }
          // Cargo.lock may have changed meanwhile, and with it the name of the mark.
          needs = needs.stream().filter(mark -> !mark.path().equals(path)).toList();
        }
      }
    }
    throw Problem.error(ProblemCode.SESSION_START, "the container ends again and again")
        .help("look at the engine with: jcross doctor")
        .asException();
  }

  private Outcome provide(String path, ImageFacts image) {
    for (var step : plan.steps()) {
      if (step.makes().filter(mark -> mark.path().equals(path)).isPresent()) {
        var own =
            step.image()
                .map(source -> images().ensure(source, plan.target().triple().name()))
                .orElse(image);
        var outcome = run(step, new StepExecution(engine, surroundings, files, plan, own), own);
        return Provision.of(step).isPresent() ? ownStatus(outcome) : outcome;
      }
    }
    if (Offline.is(plan)) {
      plan.steps().stream()
          .flatMap(step -> step.needs().stream())
          .filter(mark -> mark.path().equals(path))
          .findFirst()
          .ifPresent(
              mark -> {
                throw Offline.mark(mark).asException();
              });
    }
    throw Problem.error(
            ProblemCode.CRATES_DOWNLOAD, "something is missing that no step makes: " + path)
        .asException();
  }

  /** Nobody asked for this program: what it ends with must not be taken for cargo's status. */
  private static Outcome ownStatus(Outcome outcome) {
    return outcome.notes().isEmpty() ? outcome : failed(outcome.notes());
  }

  private Optional<Mark> made(Step step) {
    var mark = step.makes().orElseThrow();
    return mark.name().equals(plan.fetchStamp().orElse(""))
        ? stampAfterFetch
            .apply(plan)
            .map(name -> new Mark(mark.directory(), name, mark.unlessProgram()))
            .or(() -> Optional.of(mark))
        : Optional.of(mark);
  }

  /** The engine needs a moment to take an ended container away. */
  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
