package dev.jcross.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image to build.
 *
 * @param tag its name
 * @param dockerfile the path of the Dockerfile inside the context
 * @param context what the Dockerfile can see
 * @param arguments build arguments
 * @param network what its commands reach, such as {@code host}; empty: as the engine is set up
 * @param withoutCache whether every step runs, even if it ran before
 */
public record ImageBuild(
    String tag,
    String dockerfile,
    List<ContextFile> context,
    Map<String, String> arguments,
    Map<String, String> labels,
    Optional<String> platform,
    Optional<String> network,
    boolean withoutCache) {

  /**
   * One file of a context.
   *
   * @param path relative, with {@code /}
   */
  public record ContextFile(String path, boolean executable, Content content) {}

  /** Where a file's bytes are. */
  public sealed interface Content {
    /** In memory. */
    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    record Bytes(byte[] bytes) implements Content {}

    /** On disk. */
    record OnDisk(Path file) implements Content {}

    /** A symbolic link to a path as written. */
    record Link(String target) implements Content {}
  }

  public ImageBuild {
    context = List.copyOf(context);
    arguments = Map.copyOf(arguments);
    labels = Map.copyOf(labels);
  }

  /** With the network that the engine gives by itself. */
  public ImageBuild(
      String tag,
      String dockerfile,
      List<ContextFile> context,
      Map<String, String> arguments,
      Map<String, String> labels,
      Optional<String> platform,
      boolean withoutCache) {
    this(tag, dockerfile, context, arguments, labels, platform, Optional.empty(), withoutCache);
  }
}
