package dev.jcross.transfer;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerFacts;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ContainerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Files that are mounted by themselves, such as a bundle of certificates. A volume cannot be
 * mounted at the place of a file; but the engine knows where the volume lies on its own machine,
 * and binds a file of it. They are named by their content and never change, as containers hold on
 * to them.
 */
final class SingleFiles {
  private static final String DIRECTORY = "/files";

  private final ContainerEngine engine;
  private final ClientFiles.Helpers helpers;
  private final String volume;

  SingleFiles(ContainerEngine engine, ClientFiles.Helpers helpers, String volume) {
    this.engine = engine;
    this.helpers = helpers;
    this.volume = volume;
  }

  /** Makes sure that a file is over there; the path under which the engine knows it. */
  String bring(Path file, String image) {
    var name = Contents.sha256(file);
    helpers.volume(volume, "single files");
    var mount = new ContainerSpec.Mount.Volume(volume, DIRECTORY, false);
    try (var helper = helpers.create(image, List.of(mount), Optional.empty())) {
      if (!engine.copyFrom(helper.container(), DIRECTORY + "/" + name, tar -> {})) {
        send(file, name, helper.container());
      }
      return place(helper.container()) + "/" + name;
    } catch (IOException e) {
      throw Carrier.unreadable(e, file);
    } catch (ContainerGone e) {
      throw new IllegalStateException("a container that was just created", e);
    }
  }

  private void send(Path file, String name, String container) throws IOException, ContainerGone {
    var local = LocalFile.at(file).orElseThrow();
    // Whoever runs in a container is to read it, as here.
    var archive = new SourceArchive("0:0");
    archive.add(name, local.readableByAll(), Instant.EPOCH);
    archive.<ContainerGone>handTo(tar -> engine.copyInto(container, DIRECTORY, tar), bytes -> {});
  }

  private String place(String container) {
    return engine.findContainer(container).stream()
        .flatMap(found -> found.mounts().stream())
        .filter(mount -> mount.destination().equals(DIRECTORY))
        .map(ContainerFacts.Mount::source)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the engine does not tell its mounts"));
  }
}
