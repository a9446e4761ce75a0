package dev.jcross.engine;

import dev.jcross.event.EventSink;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What jcross needs of Docker or Podman. Every method throws {@link
 * dev.jcross.problem.ProblemException} with {@code ENGINE_LOST} if the engine goes away, {@code
 * ENGINE_REFUSED} if it says no, and {@code DISK_FULL} if its disk is full. Safe for use by several
 * threads.
 */
public interface ContainerEngine extends AutoCloseable {
  /** Version, platform and peculiarities. */
  EngineFacts facts();

  /** The local image of that reference or id, if there is one. */
  Optional<ImageFacts> findImage(String reference);

  /**
   * Pulls an image.
   *
   * @param platform such as {@code linux/amd64}; empty: the engine's own
   * @throws dev.jcross.problem.ProblemException IMAGE_PULL with the registry's reason
   */
  void pullImage(String reference, Optional<String> platform, String work, EventSink events);

  /**
   * Builds an image and tags it; nothing is left of a build that fails.
   *
   * @return the image's id
   * @throws ImageBuildFailed with the end of the log
   */
  String buildImage(ImageBuild build, String work, EventSink events) throws ImageBuildFailed;

  /**
   * Makes sure that a volume exists.
   *
   * @return whether it is new, and so empty and owned by root
   */
  boolean ensureVolume(String name, Map<String, String> labels);

  /** The container of that name or id, in whatever state. */
  Optional<ContainerFacts> findContainer(String name);

  /** All containers, running or not, that carry the label. */
  List<ContainerFacts> containersWithLabel(String label);

  /**
   * Creates a container; it does not run yet.
   *
   * @return its id; empty if the name is taken
   */
  Optional<String> createContainer(ContainerSpec spec);

  /** Starts a created container. */
  void startContainer(String id);

  /** Kills and removes a container; one that is gone already is fine. */
  void removeContainer(String id);

  /**
   * Runs a command in a running container, streams its output as it arrives, and waits for its end.
   *
   * @return the command's exit status, 0 to 255
   * @throws ContainerGone if the container does not run (any more)
   * @throws OutputClosed if one of the outputs throws it
   */
  int exec(String container, ExecSpec spec) throws ContainerGone;

  @Override
  void close();
}
