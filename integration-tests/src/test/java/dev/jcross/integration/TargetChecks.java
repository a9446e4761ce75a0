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
  private static final String SDK_MISSING = "error[SDK_MISSING]: ";

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
    this.programs =
        new ProgramChecks(this.target, facts, commands, commands.in(workspace.firmware()));
  }

  /** Of the checks that are wanted, those that are for such a target. */
  Row run(Set<Check> wanted) {
    commands.forgetLogs();
    OptionalLong imageSeconds;
    try {
      imageSeconds = buildImage();
    } catch (CheckFailed e) {
      return withoutImage(wanted, e.line());
    }
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
    long above = LocalImage.size(image.reference()) - LocalImage.size(base.reference());
    return row(
        labels.rust(), OptionalLong.of(Math.round(above / 1e6)), imageSeconds, seconds, outcomes);
  }

  /** What the user has to give is no failure of ours. */
  private Row withoutImage(Set<Check> wanted, String line) {
    var outcomes = new EnumMap<Check, Outcome>(Check.class);
    if (line.startsWith(SDK_MISSING)) {
      // …: 'aarch64-linux-android' needs Android's NDK, which …
      var reason = line.replaceFirst(".* needs ", "").replaceFirst(", .*", "") + " is not here";
      wanted.stream()
          .filter(check -> check != Check.FIRMWARE)
          .forEach(check -> outcomes.put(check, new Outcome.Impossible(reason)));
    } else {
      outcomes.put(Check.LABELS, new Outcome.Failed(line));
    }
    outcomes.values().stream().distinct().forEach(outcome -> say(outcome.text()));
    return row("", OptionalLong.empty(), OptionalLong.empty(), 0, outcomes);
  }

  private Row row(
      String rust,
      OptionalLong megabytes,
      OptionalLong imageSeconds,
      long seconds,
      Map<Check, Outcome> outcomes) {
    var engine = Workbench.client().versionCmd().exec();
    var host = engine.getOperatingSystem() + "/" + engine.getArch();
    return new Row(
        target.name(), image.hash(), host, rust, megabytes, imageSeconds, seconds, outcomes);
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
