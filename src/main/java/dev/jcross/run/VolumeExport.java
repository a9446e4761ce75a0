package dev.jcross.run;

import dev.jcross.bundle.BundleWriter;
import dev.jcross.bundle.Crates;
import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ExecSpec;
import dev.jcross.plan.MountPlan;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts files of a volume into a bundle.
 *
 * @param image any that has a shell
 * @param user whose files they are
 * @param folder of the bundle
 */
record VolumeExport(
    ContainerEngine engine,
    List<String> sweep,
    String image,
    String user,
    Optional<String> userNamespace,
    String folder,
    MountPlan.Volume volume,
    BundleWriter bundle) {
  private static final int LIFE_SECONDS = 120;

  /** Of one command line. */
  private static final int MOST_NAMES = 500;

  private static final String PURPOSE = "reads files for a bundle";

  /** The crates of a Cargo.lock, as far as they were downloaded. */
  void crates(Crates crates) throws IOException {
    Crates.Selection selection;
    try (var helper =
        HelperContainer.start(
            engine,
            sweep,
            image,
            user,
            BundleVolumes.mounted(volume, true),
            List.of(),
            userNamespace,
            PURPOSE,
            LIFE_SECONDS)) {
      var listed =
          helper.run("/bin/sh", "-c", Scripts.read("bundle-list.sh"), "sh", volume.target());
      if (listed.status() != 0) {
        throw unreadable(listed.output());
      }
      selection = crates.select(listed.output().lines().toList());
      files(helper.name(), selection.files());
    }
    trees(selection.folders());
  }

  /** Many files at once: each call of its own would cost more than the file. */
  private void files(String container, List<String> names) throws IOException {
    for (int from = 0; from < names.size(); from += MOST_NAMES) {
      var printed = new PrintedFiles(bundle, folder);
      var errors = new ByteArrayOutputStream();
      var command =
          new ArrayList<>(
              List.of("/bin/sh", "-c", Scripts.read("bundle-print.sh"), "sh", volume.target()));
      command.addAll(names.subList(from, Math.min(names.size(), from + MOST_NAMES)));
      int status;
      try {
        status =
            engine.exec(
                container,
                new ExecSpec(
                    command, Map.of(), "/", Optional.empty(), printed, errors, Optional.empty()));
      } catch (ContainerGone e) {
        throw unreadable("the container ended");
      }
      if (status != 0 || !printed.whole()) {
        throw unreadable(errors.toString(StandardCharsets.UTF_8));
      }
    }
  }

  /** Folders and all below them, and files; what is not there is left out. */
  void trees(List<String> paths) throws IOException {
    if (paths.isEmpty()) {
      return;
    }
    try (var helper =
        HelperContainer.create(
            engine, sweep, image, BundleVolumes.mounted(volume, true), userNamespace, PURPOSE)) {
      for (var path : paths) {
        var under = folder + "/" + path.substring(0, path.lastIndexOf('/') + 1);
        engine.copyFrom(
            helper.container(),
            volume.target() + "/" + path,
            tar ->
                bundle.archive(
                    tar, name -> isPassing(name) ? Optional.empty() : Optional.of(under + name)));
      }
    } catch (ContainerGone e) {
      throw unreadable("the container ended");
    }
  }

  /** What git writes anew whenever it fetches. */
  private static boolean isPassing(String name) {
    return name.endsWith("/FETCH_HEAD");
  }

  private static ProblemException unreadable(String said) {
    return Problem.error(ProblemCode.FILE, "what was downloaded cannot be read")
        .with(said.lines().limit(5).toList())
        .asException();
  }
}
