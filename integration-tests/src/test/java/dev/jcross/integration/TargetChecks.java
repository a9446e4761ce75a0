package dev.jcross.integration;

import dev.jcross.image.BuiltinRecipes;
import dev.jcross.image.ImageSource;
import dev.jcross.image.RecipeFacts;
import dev.jcross.integration.targets.Check;
import dev.jcross.integration.targets.KnownExceptions;
import dev.jcross.integration.targets.Outcome;
import dev.jcross.integration.targets.Row;
import dev.jcross.target.SdkKind;
import dev.jcross.target.TargetTriple;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Builds the image of a target, carries out its checks, and makes a row of what came of them. */
final class TargetChecks {
  private static final String SDK_MISSING = "error[SDK_MISSING]: ";

  private final TargetWorkspace workspace;
  private final HostBuilds hostBuilds;
  private final TargetTriple target;
  private final ImageSource.Built image;
  private final ImageSource.Built base;
  private final KnownExceptions exceptions;
  private final Optional<SdkKind> missing;
  private final TargetCommands commands;
  private final ImageLabels labels;
  private final ProgramChecks programs;

  TargetChecks(
      TargetWorkspace workspace, HostBuilds hostBuilds, String target, KnownExceptions exceptions) {
    this(workspace, hostBuilds, target, exceptions, Optional.empty());
  }

  /**
   * The checks of one target.
   *
   * @param missing the kit that is not here: an empty one takes its place
   */
  private TargetChecks(
      TargetWorkspace workspace,
      HostBuilds hostBuilds,
      String target,
      KnownExceptions exceptions,
      Optional<SdkKind> missing) {
    this.workspace = workspace;
    this.hostBuilds = hostBuilds;
    this.target = TargetTriple.parse(target);
    this.image = (ImageSource.Built) BuiltinRecipes.load().image(target, "auto").orElseThrow();
    this.base = (ImageSource.Built) image.base().orElseThrow();
    this.exceptions = exceptions;
    this.missing = missing;
    var facts = RecipeFacts.of(image).orElseThrow();
    var plain = new TargetCommands(workspace.project(), target);
    this.commands =
        missing
            .map(kind -> EmptyKit.in(workspace.project().directory(), kind))
            .map(
                kit ->
                    plain.with(
                        "CROSS_TARGET_" + this.target.variableName() + "_SDK", kit.toString()))
            .orElse(plain);
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
      // What the user has to give is no failure of ours.
      return missing.isEmpty() && e.line().startsWith(SDK_MISSING)
          ? withoutKit().run(wanted)
          : row(
              "",
              OptionalLong.empty(),
              OptionalLong.empty(),
              0,
              Map.of(Check.LABELS, failed(e.line())));
    }
    if (wanted.contains(Check.BINDGEN) && programs.hasLibc() && missing.isEmpty()) {
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

  private TargetChecks withoutKit() {
    return new TargetChecks(
        workspace,
        hostBuilds,
        target.name(),
        exceptions,
        Optional.of(SdkKind.of(target).orElseThrow()));
  }

  private Outcome failed(String line) {
    say(line);
    return new Outcome.Failed(line);
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
    if (missing.isPresent() && check != Check.NO_STD) {
      return new Outcome.Impossible(isNotHere(missing.get()));
    }
    try {
      return check == Check.LABELS ? labels.compare() : programs.attempt(check);
    } catch (CheckFailed e) {
      return new Outcome.Failed(e.line());
    }
  }

  private static String isNotHere(SdkKind kit) {
    return switch (kit) {
      case APPLE -> "Apple's SDK is not here";
      case ANDROID_NDK -> "Android's NDK is not here";
      case MSVC -> "Microsoft's CRT and SDK are not here";
    };
  }

  /** For who waits: dev shows what is printed. */
  private void say(String text) {
    System.out.println(target + "  " + text);
  }

  private static long secondsSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toSeconds();
  }
}
