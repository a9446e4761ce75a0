package dev.jcross.cli.command;

import dev.jcross.bundle.BundleFile;
import dev.jcross.bundle.Entry;
import dev.jcross.bundle.Manifest;
import java.util.ArrayList;
import java.util.List;

/** {@code jcross bundle show}. */
final class BundleShowing {
  private final OwnCommands.Context context;

  BundleShowing(OwnCommands.Context context) {
    this.context = context;
  }

  int run(String file, boolean check) {
    try (var bundle = BundleFile.open(context.host().workingDirectory().resolve(file), file)) {
      if (check) {
        bundle.check(done -> {});
      }
      lines(bundle.manifest(), bundle.sizeBytes()).forEach(context.console()::print);
    }
    if (check) {
      context.console().say("Checked", file + ": all is as it was written");
    }
    return 0;
  }

  private static List<String> lines(Manifest manifest, long size) {
    var about = manifest.about();
    var lines = new ArrayList<String>();
    lines.add(line("made by", "jcross " + about.jcross() + ", with " + about.engine()));
    lines.add(line("for", about.host()));
    lines.add(line("size", Sizes.text(size)));
    about.locks().forEach((name, digest) -> lines.add(line(name, digest)));
    for (var target : about.targets()) {
      lines.add(line("target", target.name()));
      target.toolchain().ifPresent(name -> lines.add(line("toolchain", name)));
    }
    for (var image : about.images()) {
      lines.add(line("image", image.name() + ", " + Sizes.text(image.sizeBytes())));
    }
    long crates =
        manifest.below(Manifest.CARGO).stream()
            .filter(Entry.Content.class::isInstance)
            .filter(entry -> entry.path().endsWith(".crate"))
            .count();
    long repositories =
        manifest.below(Manifest.CARGO).stream()
            .filter(entry -> entry.path().startsWith("git/db/"))
            .map(entry -> entry.path().split("/", -1)[2])
            .distinct()
            .count();
    lines.add(
        line(
            "crates",
            crates
                + (repositories > 0 ? ", and " + repositories + " of git" : "")
                + (crates + repositories > 0
                    ? ", " + (manifest.sizeBytes(Manifest.CARGO) + 999) / 1000 + " kB"
                    : "")));
    return lines;
  }

  private static String line(String key, String value) {
    return String.format("%-10s  %s", key, value);
  }
}
