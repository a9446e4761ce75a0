package dev.jcross.run;

import static java.util.stream.Collectors.joining;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerFacts;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ExecSpec;
import dev.jcross.engine.ImageFacts;
import dev.jcross.engine.OutputClosed;
import dev.jcross.plan.Mark;
import dev.jcross.plan.MountPlan;
import dev.jcross.plan.PlanText;
import dev.jcross.plan.Step;
import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.transfer.ClientFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs single steps of a target's plan in their sessions. */
final class StepExecution {
  /** 128 and the number of SIGPIPE. */
  private static final int OUTPUT_CLOSED = 141;

  /** 128 and the number of SIGKILL. */
  private static final int KILLED = 137;

  private static final String GIT_CLI = "CARGO_NET_GIT_FETCH_WITH_CLI";

  private static final int LOOKS = 10;
  private static final long LOOK_MILLIS = 150;

  private final ContainerEngine engine;
  private final Surroundings surroundings;
  private final TargetPlan plan;
  private final ImageFacts image;
  private final ClientFiles files;
  private final Sessions sessions;

  /** Whether a command of this run was let through: what it needed is still there. */
  private boolean open;

  StepExecution(
      ContainerEngine engine,
      Surroundings surroundings,
      ClientFiles files,
      TargetPlan plan,
      ImageFacts image) {
    this.engine = engine;
    this.surroundings = surroundings;
    this.plan = plan;
    this.image = image;
    this.files = files;
    this.sessions = new Sessions(engine, surroundings.sweep(), files);
  }

  /** What came of a try. */
  sealed interface Result {
    /** The command ran. */
    record Ended(Outcome outcome) implements Result {}

    /** The session was gone before the command began. */
    record ContainerEnded() implements Result {}

    /** The command did not run, as a mark is missing; {@code path} is the mark's. */
    record Missing(String path) implements Result {}
  }

  /**
   * Runs a step that makes nothing for others.
   *
   * @param needs what must have been done
   */
  Result run(Step step, List<Mark> needs) {
    return attempt(step, needs, session -> {});
  }

  /**
   * Runs a step and notes that it was done.
   *
   * @param makes asked after the step
   */
  Result provide(Step step, List<Mark> needs, Supplier<Optional<Mark>> makes) {
    return attempt(
        step,
        needs,
        session ->
            // Where it cannot be noted, the next command does it again.
            makes
                .get()
                .ifPresent(mark -> HelperContainer.run(engine, session.container(), noting(mark))));
  }

  private List<Problem> notes(int status, Step step, String printed) {
    var known = Diagnosis.of(status, step, printed);
    return known.isEmpty() && status != 0 && Offline.is(plan) ? Offline.crates(printed) : known;
  }

  private static List<String> noting(Mark mark) {
    return List.of(
        "/bin/sh", "-c", "mkdir -p \"${1%/*}\" && : > \"$1\"", "jcross-stamp", mark.path());
  }

  private Result attempt(Step step, List<Mark> needs, Consumer<Sessions.Session> afterSuccess) {
    SshAgents.check(step.container());
    var session = sessions.open(step.container(), image, labels(step));
    try {
      if (carries(step)) {
        files.send(sessions.site(session, step.container(), image));
      }
      for (boolean prepared = false; ; ) {
        var lease = UUID.randomUUID().toString();
        // A command that is turned away must not have read what the next try needs, nor be told of.
        boolean probe = (step.input() || surroundings.commands().isPresent()) && !open;
        try (var sink = sink(step);
            var gate = new GateOutput(sink, lease)) {
          var output = new Tail(gate);
          var errors = new Tail(new Unclosed(surroundings.errors()));
          int status =
              probe
                  ? probe(session, step, lease, needs, gate)
                  : execute(session, step, lease, needs, output, errors);
          var refusal = gate.refusal();
          if (refusal.isEmpty()) {
            open = true;
            if (probe) {
              continue;
            }
            if (carries(step)) {
              files.bringBack(sessions.site(session, step.container(), image));
            }
            if (status == 0) {
              afterSuccess.accept(session);
            }
            var printed = step.terminal() ? output.text() : errors.text();
            return new Result.Ended(new Outcome(status, notes(status, step, printed)));
          }
          switch (refusal.get().reason()) {
            case MISSING -> {
              return new Result.Missing(refusal.get().mark());
            }
            case CLOSING -> {
              return new Result.ContainerEnded();
            }
            case UNPREPARED -> {}
          }
        }
        if (prepared) {
          throw Problem.error(
                  ProblemCode.SESSION_START,
                  "a volume of the container cannot be written by " + step.container().user())
              .asException();
        }
        sessions.prepare(step.container(), image);
        prepared = true;
      }
    } catch (ContainerGone e) {
      return new Result.ContainerEnded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      sessions.close(session);
    }
  }

  private boolean carries(Step step) {
    return files.carries(step.container().mounts(), image.id());
  }

  /** Asks whether a step's command would be let through. */
  private int probe(
      Sessions.Session session, Step step, String lease, List<Mark> needs, OutputStream output)
      throws ContainerGone {
    var nothing = step.aside(List.of("true"));
    return engine.exec(session.container(), ExecSpec.aside(command(nothing, lease, needs), output));
  }

  private int execute(
      Sessions.Session session,
      Step step,
      String lease,
      List<Mark> needs,
      OutputStream output,
      OutputStream errors)
      throws ContainerGone, IOException {
    var terminal =
        step.terminal() ? surroundings.terminal() : Optional.<Surroundings.TerminalControl>empty();
    surroundings.commands().ifPresent(told -> told.accept(PlanText.shell(step.command())));
    var spec =
        new ExecSpec(
            command(step, lease, needs),
            environment(step),
            step.container().workingDirectory(),
            step.input() ? Optional.of(surroundings.input()) : Optional.<InputStream>empty(),
            output,
            errors,
            terminal.map(Surroundings.TerminalControl::forCommand));
    var stop = new Stop();
    try (var leash = Leash.on(engine, session.container(), lease);
        var _ = surroundings.signals().listen(name -> stop.ask(name, leash));
        var _ = keys(step, terminal)) {
      try {
        int status = engine.exec(session.container(), spec);
        if (status == KILLED && !stop.asked()) {
          complainIfGone(session);
          complainIfDiskFull(session, step, lease);
        }
        return stop.status(status);
      } catch (OutputClosed e) {
        // As a program of this machine would be ended whose output nobody reads.
        leash.signal("KILL");
        return OUTPUT_CLOSED;
      }
    } catch (ContainerGone | IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /**
   * A killed command in a live container is the command's own affair. An engine that ends a
   * container kills the commands first, and calls it running for a moment longer.
   */
  private void complainIfGone(Sessions.Session session) {
    for (int look = 0; look < LOOKS; look++) {
      var found = engine.findContainer(session.container());
      if (found.isEmpty() || found.get().state() != ContainerFacts.State.RUNNING) {
        throw Problem.error(
                ProblemCode.ENGINE_LOST, "the container ended while the command was running in it")
            .help(
                "run the command again; if it happens again, look for memory limits: dmesg | tail")
            .asException();
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** The session ends commands that leave too little of a disk, and says so in a file. */
  private void complainIfDiskFull(Sessions.Session session, Step step, String lease) {
    var found =
        HelperContainer.run(
            engine, session.container(), List.of("cat", "/run/jcross/" + lease + ".full"));
    if (found.status() == 0) {
      throw DiskFull.by(step, found.output().strip());
    }
  }

  private static AutoCloseable keys(Step step, Optional<Surroundings.TerminalControl> terminal) {
    return step.input() && terminal.isPresent() ? terminal.get().raw() : () -> {};
  }

  private List<String> command(Step step, String lease, List<Mark> needs) {
    var writable =
        step.container().mounts().stream()
            .filter(mount -> mount instanceof MountPlan.Volume volume && !volume.readOnly())
            .map(MountPlan::target)
            .collect(joining(":"));
    var command = new ArrayList<String>();
    command.addAll(List.of("/bin/sh", "-c", Scripts.exec(), "jcross-exec", lease));
    command.add(open ? "" : needs.stream().map(StepExecution::need).collect(joining(":")));
    command.add(open ? "" : writable);
    command.add(
        step.container().path().before().stream().map(path -> path + ":").collect(joining()));
    command.add(
        step.container().path().after().stream().map(path -> ":" + path).collect(joining()));
    command.addAll(step.command());
    return command;
  }

  /** As exec.sh reads it: a program that makes the mark needless stands in front. */
  private static String need(Mark mark) {
    return mark.unlessProgram().map(program -> program + "=").orElse("") + mark.path();
  }

  private Map<String, String> environment(Step step) {
    var container = step.container();
    var all = new TreeMap<String, String>();
    container.environment().forEach((name, value) -> all.put(name, value.value()));
    var files = new TreeMap<>(container.files());
    var told = GitAccess.about(surroundings.git(), container.gitUrls());
    files.putAll(told.files());
    if (told.commandLine() && !container.saidByVariable(GIT_CLI)) {
      all.put(GIT_CLI, "true");
    }
    all.putAll(HandedFiles.variables(files));
    return all;
  }

  /** Editors read cargo's JSON and open the files that it names. */
  private OutputStream sink(Step step) {
    if (step.whenNeeded()) {
      // Nobody asked for it, and a program may read the output of what was asked for.
      return OutputStream.nullOutputStream();
    }
    return step.printsJson()
        ? new HostPaths(new Unclosed(surroundings.output()), plan.paths(), step.container())
        : new Unclosed(surroundings.output());
  }

  private Labels labels(Step step) {
    return new Labels(surroundings.machine(), plan, step.phase().word() + " for " + plan.target());
  }
}
