package dev.jcross.engine;

import dev.jcross.event.EventSink;
import java.io.IOException;
import java.io.InputStream;
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
   * The local images that carry the label.
   *
   * @param label a name, or {@code name=value}
   */
  List<ImageFacts> imagesWithLabel(String label);

  /**
   * Removes an image; one that is gone already is fine.
   *
   * @param reference a name, which alone goes while the image has others, or an id
   * @param force removes an image with several names by its id, and one that containers use which
   *     do not run
   * @throws dev.jcross.problem.ProblemException ENGINE_REFUSED if it is in use
   */
  void removeImage(String reference, boolean force);

  /**
   * Pulls an image.
   *
   * @param platform such as {@code linux/amd64}; empty: the engine's own
   * @throws dev.jcross.problem.ProblemException IMAGE_PULL with the registry's reason
   */
  void pullImage(String reference, Optional<String> platform, String work, EventSink events);

  /** What the user has logged in with at the registry of an image, as its pull would. */
  Optional<RegistryLogin> registryLogin(String reference);

  /**
   * Gives a local image one more name.
   *
   * @param further with its tag; an image that had it loses it
   */
  void tagImage(String image, String further);

  /**
   * Packs local images with their names, and hands the archive on as it comes. A layer that several
   * share is in it once.
   *
   * @param references names with their tags, or ids
   * @throws IOException of the sink
   * @throws dev.jcross.problem.ProblemException ENGINE_REFUSED if one is not there
   */
  void saveImages(List<String> references, TarSink sink) throws IOException;

  /**
   * Takes in the images of an archive that {@link #saveImages} of this engine or another one made,
   * under the names that they had there.
   *
   * @param tar read to its end, and left open
   * @throws IOException of reading the archive
   * @throws dev.jcross.problem.ProblemException ENGINE_REFUSED if it is no such archive
   */
  void loadImages(InputStream tar) throws IOException;

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

  /**
   * The volumes that carry the label.
   *
   * @param label a name, or {@code name=value}
   */
  List<VolumeFacts> volumesWithLabel(String label);

  /**
   * Removes a volume and what is in it; one that is gone already is fine.
   *
   * @param force also where the volume's driver refuses
   * @throws dev.jcross.problem.ProblemException ENGINE_REFUSED if a container, running or not,
   *     mounts it; forced or not
   */
  void removeVolume(String name, boolean force);

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

  /**
   * Unpacks an archive in a container that runs or was just created. Nothing is held back: what is
   * read is sent. Files belong to whom the archive says.
   *
   * @param directory where to unpack; it exists, and is not a tmpfs of the container
   * @param tar read to its end, and left open
   * @throws IOException of reading the archive
   * @throws ContainerGone if there is no such container
   * @throws dev.jcross.problem.ProblemException ENGINE_REFUSED if the directory does not exist or
   *     cannot be written
   */
  void copyInto(String container, String directory, InputStream tar)
      throws IOException, ContainerGone;

  /**
   * Packs a file or directory of a container, in whatever state, and hands it on as it comes.
   *
   * @param path in the container; its last part is the first part of every name in the archive
   * @return false if there is nothing at that path; then the sink is not asked
   * @throws IOException of the sink
   * @throws ContainerGone if there is no such container
   */
  boolean copyFrom(String container, String path, TarSink sink) throws IOException, ContainerGone;

  @Override
  void close();
}
