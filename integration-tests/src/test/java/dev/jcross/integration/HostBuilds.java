package dev.jcross.integration;

import dev.jcross.image.BuiltinRecipes;
import dev.jcross.image.ImageSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * What the build scripts of {@link TargetWorkspace} need, bindgen above all, compiled for the
 * machine that compiles. It is the same for all targets, as their images have the same base, so the
 * first one's is kept for the others and for later runs.
 */
final class HostBuilds {
  private static final String ARCHIVE = "host-builds.tar";

  private final TargetWorkspace workspace;

  HostBuilds(TargetWorkspace workspace) {
    this.workspace = workspace;
  }

  /** Gives them to a target; compiles them in its image if there are none yet. */
  void provide(String target, TargetCommands commands) {
    var kept = kept(target);
    try {
      if (Files.exists(kept)) {
        Files.createDirectories(workspace.project().file("target"));
        Files.copy(kept, archive(), StandardCopyOption.REPLACE_EXISTING);
        commands.succeed(ARCHIVE, "exec", tar("-x"));
      } else {
        // Its own part may fail; then its checks say so, and the next target tries.
        var packages = new String[] {"-p", "calendar", "-p", "checksums"};
        if (commands.run(ARCHIVE, "build", packages).status() == 0) {
          commands.succeed(ARCHIVE, "exec", tar("-c", "debug"));
          keep(kept);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keep(Path kept) throws IOException {
    var folder = Objects.requireNonNull(kept.getParent());
    Files.createDirectories(folder);
    var arriving = Files.createTempFile(folder, ARCHIVE, "");
    Files.copy(archive(), arriving, StandardCopyOption.REPLACE_EXISTING);
    Files.move(arriving, kept, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Out of the folder of intermediate files into the host's target folder, or back. */
  private static String[] tar(String mode, String... files) {
    var words = new ArrayList<>(List.of("--", "tar", mode));
    words.addAll(List.of("-f", "/target/" + ARCHIVE, "-C", "/build"));
    words.addAll(List.of(files));
    return words.toArray(String[]::new);
  }

  private Path archive() {
    return workspace.project().file("target/" + ARCHIVE);
  }

  /**
   * They depend on the base, on the versions of the crates and on the linker: where the target is
   * the machine's own, cargo takes the target's.
   */
  private Path kept(String target) {
    var image = BuiltinRecipes.load().image(Workbench.NATIVE, "auto").orElseThrow();
    var base = ((ImageSource.Built) image).base().orElseThrow().reference();
    var inputs = new CRC32();
    try {
      inputs.update(Files.readAllBytes(workspace.project().file("Cargo.lock")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var name =
        List.of(
            "host-builds",
            base.substring(base.lastIndexOf(':') + 1),
            Long.toHexString(inputs.getValue()),
            target.equals(Workbench.NATIVE) ? "native.tar" : "cross.tar");
    return PodmanHere.cache().resolve(String.join("-", name));
  }
}
