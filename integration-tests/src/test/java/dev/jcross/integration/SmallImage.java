package dev.jcross.integration;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;

/** Images whose cargo only says that it ran. Nobody else has their upper layer. */
final class SmallImage {
  private SmallImage() {}

  /** Makes one; its id. */
  static String make(Workbench bench, String name) throws IOException {
    var directory = Files.createDirectories(bench.root().resolve(name));
    Files.writeString(
        directory.resolve("Dockerfile"),
        """
        FROM debian:trixie-slim
        RUN printf '#!/bin/sh\\necho "ran: $1"\\n' >/usr/bin/cargo && chmod 755 /usr/bin/cargo \
            && ln -s cargo /usr/bin/rustc && echo %s >/etc/who
        """
            .formatted(name));
    var made = reference(name);
    var id =
        Workbench.client()
            .buildImageCmd(directory.toFile())
            .withTags(Set.of(made))
            .exec(new BuildImageResultCallback())
            .awaitImageId();
    bench.removeLater(made);
    return id;
  }

  /** How it is called on this machine. */
  static String reference(String name) {
    return "localhost/" + name + ":made";
  }
}
