package dev.jcross.cli;

import dev.jcross.cli.console.Console;
import dev.jcross.cli.console.Progress;
import dev.jcross.cli.console.Signals;
import dev.jcross.cli.console.Stty;
import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.docker.DockerEndpoint;
import dev.jcross.engine.docker.DockerEngine;
import dev.jcross.host.GitOfHost;
import dev.jcross.host.HostFacts;
import dev.jcross.host.MachineName;
import dev.jcross.invocation.Invocation;
import dev.jcross.plan.BuildPlan;
import dev.jcross.plan.HostAction;
import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.ExitStatus;
import dev.jcross.problem.ProblemException;
import dev.jcross.run.Cleaning;
import dev.jcross.run.Outcome;
import dev.jcross.run.Runner;
import dev.jcross.run.Surroundings;
import dev.jcross.transfer.Whereabouts;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A cargo command line, from its words to its exit status. */
final class CargoRun {
  private final HostFacts host;
  private final Planning planning;
  private final Console console;
  private final Signals signals;

  CargoRun(HostFacts host, Planning planning, Console console, Signals signals) {
    this.host = host;
    this.planning = planning;
    this.console = console;
    this.signals = signals;
  }

  /** Runs it; what stops it is thrown. */
  int run(Invocation invocation) {
    var reading = planning.read(invocation);
    var voice = reading.voice();
    var coloured = console.in(voice.color());
    var plan = planning.plan(reading);
    var told =
        plan.problems().stream().filter(problem -> problem.isError() || !voice.quiet()).toList();
    if (!plan.sound()) {
      throw new ProblemException(told);
    }
    coloured.problems(told);
    if (plan.host().orElse(null) instanceof HostAction.Clean clean) {
      clean(clean, voice, coloured);
      return 0;
    }
    // Without the flag its class is not even loaded.
    var attester =
        invocation.attest().isEmpty()
            ? Optional.<Attester>empty()
            : Optional.of(Attester.of(reading, plan.targets()));
    var outcome = carryOut(plan, invocation, voice, coloured, attester);
    Summary.of(outcome).forEach(coloured::say);
    coloured.problems(outcome.notes());
    // No lambda that takes one: it would load the class.
    if (attester.isPresent()) {
      attester.get().sign(file -> tell(file, reading.host(), voice, coloured));
    }
    return outcome.exitStatus();
  }

  private static void tell(Path file, HostFacts host, Voice voice, Console coloured) {
    if (!voice.quiet()) {
      var here = host.workingDirectory();
      coloured.say("Attested", (file.startsWith(here) ? here.relativize(file) : file).toString());
    }
  }

  private Outcome carryOut(
      BuildPlan plan,
      Invocation invocation,
      Voice voice,
      Console coloured,
      Optional<Attester> attester) {
    var endpoint = endpoint(host);
    try (var engine = DockerEngine.at(endpoint);
        var progress = progress(host, signals, voice.verbosity() != 0, voice.verbose(), coloured)) {
      return new Runner(
              engine,
              progress,
              surroundings(
                  host,
                  signals,
                  voice.verbose()
                      ? Optional.of(line -> coloured.say("+ " + line))
                      : Optional.empty()),
              target -> stamp(invocation, target),
              new BuildResults(host, voice.quiet(), progress::made, attester))
          .run(plan);
    }
  }

  /** What is on the host goes in any case; without an engine there is nothing else. */
  private void clean(HostAction.Clean clean, Voice voice, Console coloured) {
    var cleaning = new Cleaning(clean);
    var sum = cleaning.files();
    int volumes = 0;
    Optional<String> note = Optional.empty();
    try (var engine = engine(host)) {
      volumes = cleaning.volumes(engine);
    } catch (ProblemException e) {
      if (e.exitStatus() != ExitStatus.ENGINE) {
        throw e;
      }
      note = Optional.of("no container engine answers: volumes of earlier builds, if any, stay");
    }
    if (!voice.quiet()) {
      coloured.say(clean.dryRun() ? "Summary" : "Removed", sum.text(volumes));
      note.ifPresent(text -> coloured.say("Note", text));
    }
  }

  static ContainerEngine engine(HostFacts host) {
    var engine = DockerEngine.at(endpoint(host));
    // A signal ends the process wherever it stands; a login or a service must end with it.
    Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "jcross-engine-end"));
    return engine;
  }

  private static DockerEndpoint endpoint(HostFacts host) {
    return DockerEndpoint.locate(host.environment(), host.home());
  }

  /**
   * A board.
   *
   * @param plain whether nothing is drawn over
   * @param verbose whether what works print is printed as well
   */
  static Progress progress(
      HostFacts host, Signals signals, boolean plain, boolean verbose, Console coloured) {
    boolean live =
        host.terminal().stderr()
            && !plain
            && !host.continuousIntegration()
            && !host.variable("TERM").orElse("dumb").equals("dumb");
    var terminal = new Stty(signals);
    return new Progress(
        coloured,
        live,
        verbose,
        () -> live ? terminal.columns() : host.terminal().width(),
        InstantSource.system());
  }

  /**
   * The world around a run.
   *
   * @param commands is told each command line just before it runs, if anybody wants to know
   */
  static Surroundings surroundings(
      HostFacts host, Signals signals, Optional<Consumer<String>> commands) {
    return new Surroundings(
        new FileInputStream(FileDescriptor.in),
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        host.terminal().everywhere() ? Optional.of(new Stty(signals)) : Optional.empty(),
        signals,
        InstantSource.system(),
        commands,
        git(host),
        host.cacheDirectory(),
        sweep(),
        Whereabouts.of(host, endpoint(host).text()),
        MachineName.read());
  }

  private static Surroundings.Git git(HostFacts host) {
    var git = new GitOfHost(host);
    return new Surroundings.Git() {
      @Override
      public Optional<String> fill(String question) {
        return git.fill(question);
      }

      @Override
      public List<Map.Entry<String, String>> settings(String pattern) {
        return git.settings(pattern);
      }
    };
  }

  /** Unbuffered: what a container prints is seen as it comes. */
  private static OutputStream stream(FileDescriptor descriptor) {
    return new FileOutputStream(descriptor);
  }

  /** Starts this program anew to remove what never started; takes a container's name. */
  static List<String> sweep() {
    var command = new ArrayList<>(again());
    command.add("__sweep");
    return command;
  }

  /** Starts this program anew; takes its words. */
  static List<String> again() {
    return List.of(
        ProcessHandle.current().info().command().orElse("java"),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName());
  }

  private Optional<String> stamp(Invocation invocation, TargetPlan before) {
    return planning.plan(invocation).targets().stream()
        .filter(plan -> plan.target().equals(before.target()))
        .findFirst()
        .flatMap(TargetPlan::fetchStamp);
  }
}
