package dev.jcross.run;

import dev.jcross.image.ImageSource;
import dev.jcross.plan.MountPlan;
import dev.jcross.plan.PathMap;
import dev.jcross.plan.TargetPlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What every object that jcross makes in an engine carries, from its first moment. An image that is
 * built on one of jcross's inherits its labels, and so does a container that is made from it.
 */
public final class Labels {
  /** On everything; the value says what it is: image, session, helper, volume. */
  public static final String KIND = "dev.jcross";

  /** What it is there for, in words. */
  public static final String PURPOSE = "dev.jcross.purpose";

  /** On images: the id of the image below. */
  public static final String BASE = "dev.jcross.base";

  /** On images: the recipe hash, which is their tag as well. */
  public static final String RECIPE = "dev.jcross.recipe";

  /** On images, as cross has it. */
  public static final String CROSS_TARGET = "org.cross-rs.for-cross-target";

  /** On sessions, volumes and images that serve one project: the root of its workspace. */
  public static final String PROJECT = "dev.jcross.project";

  /** Beside {@link #PROJECT}: the machine that knows the path; see {@code host.MachineName}. */
  public static final String MACHINE = "dev.jcross.machine";

  /** On sessions and volumes: the target. */
  public static final String TARGET = "dev.jcross.target";

  /** On volumes: the name of the image that their files were made with. */
  public static final String IMAGE = "dev.jcross.image";

  private final String machine;
  private final TargetPlan plan;
  private final String purpose;

  /**
   * The labels of what a step needs.
   *
   * @param machine may be empty
   */
  Labels(String machine, TargetPlan plan, String purpose) {
    this.machine = machine;
    this.plan = plan;
    this.purpose = purpose;
  }

  static Map<String, String> of(String kind, String purpose) {
    var labels = new TreeMap<String, String>();
    labels.put(KIND, kind);
    labels.put(PURPOSE, purpose);
    return labels;
  }

  Map<String, String> ofSession() {
    var labels = of("session", purpose);
    labels.put(TARGET, plan.target().toString());
    project(plan).ifPresent(project -> put(project, machine, labels));
    return labels;
  }

  Map<String, String> ofVolume(MountPlan.Volume volume) {
    var labels = of("volume", volume.purpose());
    volume
        .owner()
        .ifPresent(
            owner -> {
              labels.put(TARGET, owner.target().toString());
              labels.put(IMAGE, owner.image());
              put(owner.project(), machine, labels);
            });
    return labels;
  }

  /** What names the project of an image, if it is made for one. */
  static Map<String, String> ofOwner(ImageSource.Kind kind, TargetPlan plan, String machine) {
    var labels = new TreeMap<String, String>();
    switch (kind) {
      case BUILTIN, CONFIG -> {}
      case DOCKERFILE, PRE_BUILD ->
          project(plan).ifPresent(project -> put(project, machine, labels));
    }
    return labels;
  }

  /** The root of the workspace; the working directory where there is none. */
  private static Optional<Path> project(TargetPlan plan) {
    return plan.main().container().mounts().stream()
        .filter(MountPlan.Volume.class::isInstance)
        .flatMap(mount -> ((MountPlan.Volume) mount).owner().stream())
        .map(MountPlan.Owner::project)
        .findFirst()
        .or(() -> plan.paths().entries().stream().findFirst().map(PathMap.Entry::host));
  }

  private static void put(Path project, String machine, Map<String, String> labels) {
    labels.put(PROJECT, project.toString());
    labels.put(MACHINE, machine);
  }
}
