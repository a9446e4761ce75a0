package dev.jcross.plan;

import java.nio.file.Path;

/** What a container will see of the outside, under {@code target}. */
public sealed interface MountPlan {
  String target();

  /** A file or directory of the host. */
  record Bind(Path source, String target, boolean readOnly) implements MountPlan {}

  /**
   * A volume of the engine, shared by all who name it.
   *
   * @param purpose what it holds, for its label
   */
  record Volume(String name, String target, boolean readOnly, String purpose)
      implements MountPlan {}

  /** Memory, empty at first. */
  record Memory(String target) implements MountPlan {}
}
