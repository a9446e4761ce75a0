package dev.jcross.plan;

import dev.jcross.target.Target;
import java.nio.file.Path;
import java.util.Optional;

/** What a container will see of the outside, under {@code target}. */
public sealed interface MountPlan {
  String target();

  /** A file or directory of the host. */
  record Bind(Path source, String target, boolean readOnly) implements MountPlan {}

  /**
   * A volume of the engine, shared by all who name it.
   *
   * @param purpose what it holds, for its label
   * @param owner whom alone it serves; empty: every project
   */
  record Volume(String name, String target, boolean readOnly, String purpose, Optional<Owner> owner)
      implements MountPlan {

    /** One that serves every project. */
    public Volume(String name, String target, boolean readOnly, String purpose) {
      this(name, target, readOnly, purpose, Optional.empty());
    }
  }

  /**
   * Whom a cache serves.
   *
   * @param project the root of the workspace
   * @param image the image's name
   */
  record Owner(Path project, Target target, String image) {}

  /** Memory, empty at first. */
  record Memory(String target) implements MountPlan {}
}
