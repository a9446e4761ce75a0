package dev.jcross.cli.command;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.EngineFacts;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Looks at everything that a build needs. Each look is bounded in time, so it never hangs. */
final class Doctor {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final OwnCommands.Context context;
  private final Machine machine;
  private final Duration patience;

  Doctor(OwnCommands.Context context, Machine machine) {
    this(context, machine, PATIENCE);
  }

  /**
   * @param patience how long one look may take
   */
  Doctor(OwnCommands.Context context, Machine machine, Duration patience) {
    this.context = context;
    this.machine = machine;
    this.patience = patience;
  }

  /** Everything that was found, in the order in which a build would meet it. */
  List<Finding> findings() {
    var here = HereSettings.read(context);
    var images = new BuiltinImages(context.recipes().get(), here.rust().value().word());
    var server = new RustServer(machine, context.host(), here);
    // The slowest look, so it begins first.
    var answer = Bounded.start(server::answer);
    var findings = new ArrayList<Finding>();
    var asked = connect();
    findings.addAll(asked.findings());
    var facts = asked.facts();
    look(findings, "disk", () -> new DiskCheck(machine, context.host(), here).findings(facts));
    var engine = asked.engine();
    if (engine.isPresent()) {
      look(findings, "images", () -> new ImageCheck(images, machine).findings(engine.get()));
    }
    var reason = server.await(answer);
    findings.add(server.finding(reason));
    if (engine.isPresent()) {
      var check =
          new ToolchainCheck(images, here.rust().value(), reason.isEmpty(), context.sweep());
      look(findings, "rust", () -> check.findings(engine.get()));
    }
    findings.add(
        Finding.ok(
            "emulation",
            "the images bring their emulators along; nothing is needed on this machine"));
    look(findings, "certificates", () -> new CertificateCheck(machine).findings(here));
    findings.addAll(new ProxyCheck(context.host()).findings());
    findings.addAll(settings(here));
    engine.ifPresent(this::close);
    return findings;
  }

  /** An engine that answered, or why there is none. */
  private record Asked(
      Optional<ContainerEngine> engine, Optional<EngineFacts> facts, List<Finding> findings) {}

  private Asked connect() {
    try {
      var engine = Bounded.within(patience, () -> context.engine().get());
      if (engine.isPresent()) {
        var facts = Bounded.within(patience, () -> engine.get().facts());
        if (facts.isPresent()) {
          return new Asked(engine, facts, EngineCheck.findings(facts.get()));
        }
      }
      return without(
          List.of(
              Problem.error(
                      ProblemCode.ENGINE_UNREACHABLE,
                      "the container engine does not answer within "
                          + patience.toSeconds()
                          + " seconds")
                  .help("is it busy or hung? try: docker version")));
    } catch (ProblemException e) {
      return without(e.problems());
    }
  }

  private static Asked without(List<Problem> problems) {
    return new Asked(
        Optional.empty(),
        Optional.empty(),
        problems.stream().map(problem -> Finding.of("engine", problem)).toList());
  }

  private void look(List<Finding> findings, String check, Callable<List<Finding>> work) {
    try {
      findings.addAll(
          Bounded.within(patience, work)
              .orElseGet(
                  () ->
                      List.of(
                          Finding.warning(
                              check,
                              "could not be looked at within " + patience.toSeconds() + " seconds",
                              "try again: jcross doctor"))));
    } catch (ProblemException e) {
      e.problems().forEach(problem -> findings.add(Finding.of(check, problem)));
    }
  }

  /** Details are for 'explain', which shows all of them. */
  private static List<Finding> settings(HereSettings here) {
    if (here.problems().isEmpty()) {
      return here.project()
          .map(root -> List.of(Finding.ok("settings", "nothing is wrong with those of " + root)))
          .orElse(List.of());
    }
    return here.problems().stream().map(problem -> Finding.of("settings", problem)).toList();
  }

  private void close(ContainerEngine engine) {
    var _ =
        Bounded.within(
            patience,
            () -> {
              engine.close();
              return true;
            });
  }
}
