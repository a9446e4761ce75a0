package dev.jcross.integration;

import dev.jcross.image.BuiltinRecipes;
import dev.jcross.image.ImageSource;
import dev.jcross.image.RecipeFacts;
import dev.jcross.integration.targets.Check;
import dev.jcross.integration.targets.KnownExceptions;
import dev.jcross.integration.targets.Outcome;
import dev.jcross.integration.targets.Row;
import dev.jcross.target.TargetTriple;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Builds the image of a target, carries out its checks, and makes a row of what came of them. */
final class TargetChecks {
  private final HostBuilds hostBuilds;
  private final TargetTriple target;
  private final ImageSource.Built image;
  private final ImageSource.Built base;
  private final KnownExceptions exceptions;
  private final TargetCommands commands;
  private final ImageLabels labels;
  private final ProgramChecks programs;

  TargetChecks(
      TargetWorkspace workspace, HostBuilds hostBuilds, String target, KnownExceptions exceptions) {
    this.hostBuilds = hostBuilds;
    this.target = TargetTriple.parse(target);
    this.image = (ImageSource.Built) BuiltinRecipes.load().image(target, "auto").orElseThrow();
    this.base = (ImageSource.Built) image.base().orElseThrow();
    this.exceptions = exceptions;
    var facts = RecipeFacts.of(image).orElseThrow();
    this.commands = new TargetCommands(workspace.project(), target);
    this.labels = new ImageLabels(this.target, facts, commands);
    this.programs = new ProgramChecks(this.target, facts, commands);
  }

  /** Of the checks that are wanted, those that are for such a target. */
  Row run(Set<Check> wanted) {
    commands.forgetLogs();
    var imageSeconds = buildImage();
    if (wanted.contains(Check.BINDGEN) && programs.hasLibc()) {
      hostBuilds.provide(target.name(), commands);
    }
    var start = System.nanoTime();
    var outcomes = new EnumMap<Check, Outcome>(Check.class);
    for (var check : wanted) {
      if (check != Check.FIRMWARE || programs.isForBareMetal()) {
        outcomes.put(check, outcome(check));
      }
    }
    var seconds = secondsSince(start);
    return row(imageSeconds, seconds, outcomes);
  }

  private Row row(OptionalLong imageSeconds, long seconds, Map<Check, Outcome> outcomes) {
    var engine = Workbench.client().versionCmd().exec();
    long above = LocalImage.size(image.reference()) - LocalImage.size(base.reference());
    return new Row(
        target.name(),
        image.hash(),
        engine.getOperatingSystem() + "/" + engine.getArch(),
        labels.rust(),
        Math.round(above / 1e6),
        imageSeconds,
        seconds,
        outcomes);
  }

  /**
   * Has jcross build it, as any first command in it does.
   *
   * @return how long that took on top of the base; empty if it was there
   */
  private OptionalLong buildImage() {
    if (!LocalImage.exists(base.reference())) {
      commands.plain("base", "exec", "--target", Workbench.NATIVE, "--", "true");
    }
    boolean there = LocalImage.exists(image.reference());
    var start = System.nanoTime();
    say("image " + image.reference());
    labels.read();
    return there ? OptionalLong.empty() : OptionalLong.of(secondsSince(start));
  }

  private Outcome outcome(Check check) {
    var start = System.nanoTime();
    var outcome = exceptions.judge(target.name(), check, attempt(check));
    say("%-8s %3d s  %s".formatted(check.id(), secondsSince(start), outcome.text()));
    return outcome;
  }

  private Outcome attempt(Check check) {
    try {
      return check == Check.LABELS ? labels.compare() : programs.attempt(check);
    } catch (CheckFailed e) {
      return new Outcome.Failed(e.line());
    }
  }

  /** For who waits: dev shows what is printed. */
  private void say(String text) {
    System.out.println(target + "  " + text);
  }

  private static long secondsSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toSeconds();
  }
}
