package dev.jcross.run;

import dev.jcross.bundle.Manifest;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.plan.MountPlan;
import dev.jcross.plan.TargetPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volumes of a target's containers that bundles have something of. */
final class BundleVolumes {
  /** Where they are mounted, by the folder of a bundle. */
  static final Map<String, String> PLACES =
      Map.of(Manifest.CARGO, "/cargo", Manifest.RUSTUP, "/rustup", Manifest.TOOLS, "/tools");

  private BundleVolumes() {}

  /** The one for a folder of a bundle. */
  static Optional<MountPlan.Volume> of(TargetPlan plan, String folder) {
    return plan.main().container().mounts().stream()
        .filter(MountPlan.Volume.class::isInstance)
        .map(MountPlan.Volume.class::cast)
        .filter(volume -> volume.target().equals(PLACES.get(folder)))
        .findFirst();
  }

  static List<ContainerSpec.Mount> mounted(MountPlan.Volume volume, boolean readOnly) {
    return List.of(new ContainerSpec.Mount.Volume(volume.name(), volume.target(), readOnly));
  }
}
