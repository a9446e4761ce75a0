package dev.jcross.cli.command;

import dev.jcross.config.Settings.RustSource;
import dev.jcross.engine.ContainerEngine;
import dev.jcross.run.ImageFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Which Rust the base image really holds: with {@code rust = "auto"} its name does not tell. */
final class ToolchainCheck {
  private static final String CHECK = "rust";

  /** Written by {@code images/common/install-rust}. */
  private static final String FILE = "/etc/jcross/toolchain";

  private static final Pattern CONTENT =
      Pattern.compile("source=(rustup|debian)\\s+rustc=([0-9A-Za-z.+-]+)\\s*");

  private final BuiltinImages images;
  private final RustSource rust;
  private final boolean serverAnswers;
  private final List<String> sweep;

  ToolchainCheck(BuiltinImages images, RustSource rust, boolean serverAnswers, List<String> sweep) {
    this.images = images;
    this.rust = rust;
    this.serverAnswers = serverAnswers;
    this.sweep = sweep;
  }

  List<Finding> findings(ContainerEngine engine) {
    return engine
        .findImage(images.base().reference())
        .flatMap(image -> new ImageFiles(engine, sweep).read(image, FILE))
        .flatMap(text -> finding(text, engine))
        .map(List::of)
        .orElse(List.of());
  }

  private Optional<Finding> finding(String text, ContainerEngine engine) {
    var content = CONTENT.matcher(text);
    if (!content.matches()) {
      return Optional.empty();
    }
    var version = content.group(2);
    if (content.group(1).equals("rustup")) {
      return Optional.of(Finding.ok(CHECK, "the base image holds the official Rust " + version));
    }
    var message = "the base image holds Debian's Rust " + version;
    return Optional.of(
        rust == RustSource.AUTO && serverAnswers
            ? Finding.note(
                CHECK,
                message
                    + ", as the official server could not be used when it was built: it took "
                    + RustServer.COST
                    + " as long for ripgrep as the official one in our measurement",
                "to let the next build make the images anew:\ndocker image rm "
                    + String.join(" ", references(engine)))
            : Finding.ok(CHECK, message));
  }

  /** The images that hold it, those of the targets first. */
  private List<String> references(ContainerEngine engine) {
    var sizes = images.sizes(engine);
    var references = new ArrayList<String>();
    images
        .all()
        .forEach(
            (triple, image) -> {
              if (sizes.getOrDefault(triple, OptionalLong.empty()).isPresent()) {
                references.add(image.reference());
              }
            });
    references.add(images.base().reference());
    return references;
  }
}
