package dev.jcross.cli.command;

import dev.jcross.config.Settings.RustSource;
import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerFacts;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.engine.ExecSpec;
import dev.jcross.engine.ImageFacts;
import dev.jcross.run.Labels;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/** Which Rust the base image really holds: with {@code rust = "auto"} its name does not tell. */
final class ToolchainCheck {
  private static final String CHECK = "rust";

  /** Written by {@code images/common/install-rust}. */
  private static final String FILE = "/etc/jcross/toolchain";

  private static final Pattern CONTENT =
      Pattern.compile("source=(rustup|debian)\\s+rustc=([0-9A-Za-z.+-]+)\\s*");

  private static final Map<String, String> LABELS =
      Map.of(Labels.KIND, "helper", "dev.jcross.purpose", "doctor");

  /** It ends itself if nobody is left to end it. */
  private static final String LIFE_SECONDS = "10";

  private static final int PROCESS_LIMIT = 16;

  private final BuiltinImages images;
  private final RustSource rust;
  private final boolean serverAnswers;

  ToolchainCheck(BuiltinImages images, RustSource rust, boolean serverAnswers) {
    this.images = images;
    this.rust = rust;
    this.serverAnswers = serverAnswers;
  }

  List<Finding> findings(ContainerEngine engine) {
    return engine
        .findImage(images.base().reference())
        .flatMap(image -> read(engine, image))
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
                    + ", as the official server did not answer when it was built: it took "
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

  private static Optional<String> read(ContainerEngine engine, ImageFacts image) {
    removeLeftovers(engine);
    var name = "jcross-doctor-" + UUID.randomUUID();
    var id =
        engine.createContainer(
            new ContainerSpec(
                name,
                image.id(),
                List.of("sleep", LIFE_SECONDS),
                "65534:65534",
                "/",
                "none",
                List.of(),
                Map.of(),
                LABELS,
                List.of(),
                PROCESS_LIMIT,
                true,
                Optional.empty()));
    try {
      if (id.isEmpty()) {
        return Optional.empty();
      }
      engine.startContainer(id.get());
      return content(engine, id.get());
    } finally {
      id.ifPresent(engine::removeContainer);
    }
  }

  private static Optional<String> content(ContainerEngine engine, String container) {
    var output = new ByteArrayOutputStream();
    try {
      int status =
          engine.exec(
              container,
              new ExecSpec(
                  List.of("cat", FILE),
                  Map.of(),
                  "/",
                  Optional.empty(),
                  output,
                  OutputStream.nullOutputStream(),
                  Optional.empty()));
      return status == 0 ? Optional.of(output.toString(StandardCharsets.UTF_8)) : Optional.empty();
    } catch (ContainerGone e) {
      return Optional.empty();
    }
  }

  /** Of a doctor that was killed between the creation of its container and the start. */
  private static void removeLeftovers(ContainerEngine engine) {
    var old = java.time.Instant.now().minusSeconds(60);
    engine.containersWithLabel("dev.jcross.purpose=doctor").stream()
        .filter(container -> container.state() != ContainerFacts.State.RUNNING)
        .filter(container -> container.created().isBefore(old))
        .forEach(container -> engine.removeContainer(container.id()));
  }
}
