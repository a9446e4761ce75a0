package dev.jcross.plan;

import dev.jcross.image.ImageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A plan for a person to read: every decision, and why it came out so. */
public final class PlanText {
  private PlanText() {}

  /** The targets, one element a line; problems are told elsewhere. */
  public static List<String> lines(BuildPlan plan) {
    var lines = new ArrayList<String>();
    plan.host().ifPresent(action -> lines.addAll(describe(action)));
    for (var target : plan.targets()) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      target(target, lines);
    }
    return lines;
  }

  private static void target(TargetPlan plan, List<String> lines) {
    lines.add("target     " + plan.target() + "   (" + plan.targetOrigin() + ")");
    lines.add("image      " + plan.image().reference() + "   (" + plan.imageOrigin() + ")");
    for (var layer : PlanJson.layers(plan.image())) {
      lines.add("           " + describe(layer));
    }
    plan.lock().ifPresent(lock -> lines.add("           " + describe(lock)));
    PlanJson.trust(plan)
        .forEach(
            (name, rule) ->
                lines.add(
                    "           "
                        + name
                        + " "
                        + rule.signer().text()
                        + "   ("
                        + rule.origin()
                        + ")"));
    PlanJson.platform(plan.image())
        .ifPresent(
            platform -> lines.add("           for " + platform + ", emulated on this machine"));
    lines.add(
        "toolchain  " + describe(plan.toolchain()) + "   (" + plan.toolchain().origin() + ")");
    plan.runner()
        .ifPresent(
            runner -> lines.add("runner     " + runner.value() + "   (" + runner.origin() + ")"));
    int number = 1;
    for (var step : plan.steps()) {
      var container = step.container();
      lines.add("");
      lines.add(
          number++
              + ". "
              + step.phase().word()
              + (step.whenNeeded() ? ", if something is missing" : "")
              + step.image().map(image -> "   image " + image.reference()).orElse("")
              + "   network "
              + container.network().word());
      lines.add("   " + shell(step.command()));
      lines.add(
          "   in " + container.workingDirectory() + " as " + container.user() + lifetime(step));
      for (var mount : container.mounts()) {
        lines.add("   " + describe(mount));
      }
      for (var directory : container.path().before()) {
        lines.add("   programs first from " + directory);
      }
      for (var directory : container.path().after()) {
        lines.add("   programs also from " + directory);
      }
      container
          .files()
          .forEach(
              (name, text) -> {
                lines.add("   " + pad(name) + " says:");
                PlanJson.withoutPasswords(text).lines().forEach(line -> lines.add("     " + line));
              });
      secrets(step).forEach(lines::add);
      lines.add("   " + container.limits());
      for (var option : container.options()) {
        lines.add("   --" + option.flag() + " " + quoted(option.value()));
      }
    }
    plan.gate()
        .ifPresent(
            gate -> {
              lines.add("");
              lines.add(
                  "no program may need a glibc newer than "
                      + gate.newest()
                      + "   ("
                      + gate.origin()
                      + ")");
            });
    lines.add("");
    lines.add("environment of the last step");
    new TreeMap<>(plan.main().container().environment())
        .forEach(
            (name, value) ->
                lines.add(
                    "   "
                        + name
                        + "="
                        + (value.secret() ? "…" : quoted(value.value()))
                        + "   ("
                        + value.origin()
                        + ")"));
  }

  /** What the step alone is told. */
  private static List<String> secrets(Step step) {
    var lines = new ArrayList<String>();
    if (step.phase() == Phase.FETCH) {
      step.container()
          .environment()
          .forEach(
              (name, value) -> {
                if (value.secret()) {
                  lines.add("   " + pad(name) + " secret (" + value.origin() + ")");
                }
              });
    }
    for (var url : step.container().passwordUrls()) {
      lines.add("   " + pad("git credentials") + " for " + url);
    }
    return lines;
  }

  private static String describe(Toolchain toolchain) {
    return switch (toolchain.source()) {
      case IMAGE ->
          toolchain
              .name()
              .map(name -> "from the image, else " + name + " by rustup")
              .orElse("from the image (rust = \"" + toolchain.channel() + "\")");
      case RUSTUP -> toolchain.name().orElse(toolchain.channel()) + " by rustup";
      case HOST -> "this machine's, " + toolchain.channel();
    };
  }

  private static String lifetime(Step step) {
    int seconds = step.container().keepSeconds();
    return seconds == 0 ? ", container ends with it" : ", container kept for " + seconds + " s";
  }

  private static String describe(ImageLock lock) {
    return switch (lock) {
      case ImageLock.Id(var id) -> "must be " + id + "   (Cross.lock)";
      case ImageLock.Made(var contents, var _) ->
          "must consist of the "
              + contents.parts().size()
              + " parts in Cross.lock, "
              + contents.hash();
    };
  }

  private static String describe(ImageSource.Built layer) {
    var base = layer.base().map(known -> " on " + known.reference()).orElse("");
    return switch (layer.kind()) {
      case BUILTIN ->
          layer.pullFrom().map(name -> "pulled as " + name + ", else ").orElse("")
              + "built from images/"
              + layer.recipe().name()
              + base;
      case DOCKERFILE -> "built from your Dockerfile" + base;
      case PRE_BUILD -> "pre-build" + base + ": " + String.join("; ", layer.recipe().commands());
      case CONFIG -> "built" + base;
    };
  }

  private static List<String> describe(HostAction action) {
    return switch (action) {
      case HostAction.Cargo cargo ->
          List.of("on this machine, in no container: " + shell(cargo.command()));
      case HostAction.Clean(var directories, var volumes, var dryRun) -> {
        var verb = dryRun ? "look at  " : "remove  ";
        var lines = new ArrayList<String>();
        directories.forEach(directory -> lines.add(verb + directory));
        volumes.forEach(volume -> lines.add(verb + "volumes " + volume + "*"));
        yield lines;
      }
    };
  }

  private static String describe(MountPlan mount) {
    return switch (mount) {
      case MountPlan.Bind(var source, var target, var readOnly) ->
          pad(target) + " " + source + (readOnly ? " (read-only)" : "");
      case MountPlan.Volume(var name, var target, var readOnly, var purpose, var owner) ->
          pad(target) + " volume " + name + ", " + purpose + (readOnly ? " (read-only)" : "");
      case MountPlan.Memory(var target) -> pad(target) + " memory";
    };
  }

  private static String pad(String target) {
    return String.format("%-20s", target);
  }

  /** A command line that a POSIX shell would read as these words. */
  public static String shell(List<String> words) {
    return String.join(" ", words.stream().map(PlanText::quoted).toList());
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
