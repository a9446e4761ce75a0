package dev.jcross.run;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.engine.ExecSpec;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.transfer.ClientFiles;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A short-lived container for small commands of jcross's own; without network, and read-only but
 * for its mounts. It ends itself if nobody is left to end it.
 */
final class HelperContainer implements AutoCloseable {
  private static final int LIFE_SECONDS = 10;
  private static final int PROCESS_LIMIT = 64;

  private final ContainerEngine engine;
  private final String name;

  private HelperContainer(ContainerEngine engine, String name) {
    this.engine = engine;
    this.name = name;
  }

  /**
   * What a command came to.
   *
   * @param output everything that it printed
   */
  record Result(int status, String output) {}

  /**
   * Starts one.
   *
   * @param capabilities all that its root has
   * @param userNamespace that of the containers which share its volumes
   */
  static HelperContainer start(
      ContainerEngine engine,
      List<String> sweep,
      String image,
      String user,
      List<ContainerSpec.Mount> mounts,
      List<String> capabilities,
      Optional<String> userNamespace,
      String purpose) {
    return start(
        engine, sweep, image, user, mounts, capabilities, userNamespace, purpose, LIFE_SECONDS);
  }

  /**
   * Starts one that lives longer.
   *
   * @param capabilities all that its root has
   */
  static HelperContainer start(
      ContainerEngine engine,
      List<String> sweep,
      String image,
      String user,
      List<ContainerSpec.Mount> mounts,
      List<String> capabilities,
      Optional<String> userNamespace,
      String purpose,
      int lifeSeconds) {
    var spec = spec(image, user, mounts, capabilities, userNamespace, purpose, lifeSeconds);
    start(engine, sweep, spec);
    return new HelperContainer(engine, spec.name());
  }

  private static ContainerSpec spec(
      String image,
      String user,
      List<ContainerSpec.Mount> mounts,
      List<String> capabilities,
      Optional<String> userNamespace,
      String purpose,
      int lifeSeconds) {
    return new ContainerSpec(
        "jcross-helper-" + UUID.randomUUID(),
        image,
        List.of("/bin/sh", "-c", "sleep " + lifeSeconds),
        user,
        "/",
        "none",
        mounts,
        Map.of(),
        Labels.of("helper", purpose),
        capabilities,
        PROCESS_LIMIT,
        true,
        Optional.empty(),
        userNamespace,
        List.of());
  }

  /**
   * Creates one that never starts, to hand files to what it mounts. It stays until it is closed, or
   * nobody is left to do that.
   */
  static ClientFiles.Helpers.Helper create(
      ContainerEngine engine,
      List<String> sweep,
      String image,
      List<ContainerSpec.Mount> mounts,
      Optional<String> userNamespace,
      String purpose) {
    var spec = spec(image, "0:0", mounts, List.of(), userNamespace, purpose, LIFE_SECONDS);
    var watch = Watch.over(spec.name(), sweep);
    try {
      engine.createContainer(spec);
    } catch (RuntimeException e) {
      watch.close();
      throw e;
    }
    return new ClientFiles.Helpers.Helper() {
      @Override
      public String container() {
        return spec.name();
      }

      @Override
      public void close() {
        try (watch) {
          engine.removeContainer(spec.name());
        }
      }
    };
  }

  /**
   * Gives the directories that volumes are mounted at, and not what is in them, to a user.
   *
   * @param user {@code uid:gid}, or names that the image knows
   */
  static void handOver(
      ContainerEngine engine,
      List<String> sweep,
      String image,
      List<ContainerSpec.Mount.Volume> volumes,
      String user,
      Optional<String> userNamespace) {
    try (var helper =
        start(
            engine,
            sweep,
            image,
            "0:0",
            List.copyOf(volumes),
            List.of("CHOWN"),
            userNamespace,
            "hands volumes to their user")) {
      var command = new ArrayList<>(List.of("chown", user));
      volumes.forEach(volume -> command.add(volume.target()));
      var result = helper.run(command.toArray(String[]::new));
      if (result.status() != 0) {
        throw Problem.error(
                ProblemCode.SESSION_START,
                "the volumes of the container cannot be handed to " + user)
            .with(result.output().lines().toList())
            .asException();
      }
    }
  }

  /** Creates and starts a container; false if the name is taken. */
  static boolean start(ContainerEngine engine, List<String> sweep, ContainerSpec spec) {
    try (var _ = Watch.over(spec.name(), sweep)) {
      var id = engine.createContainer(spec);
      if (id.isEmpty()) {
        return false;
      }
      try {
        engine.startContainer(id.get());
      } catch (RuntimeException e) {
        engine.removeContainer(id.get());
        throw e;
      }
      return true;
    }
  }

  String name() {
    return name;
  }

  Result run(String... command) {
    return run(engine, name, List.of(command));
  }

  static Result run(ContainerEngine engine, String container, List<String> command) {
    var output = new ByteArrayOutputStream();
    try {
      int status =
          engine.exec(
              container,
              new ExecSpec(
                  command, Map.of(), "/", Optional.empty(), output, output, Optional.empty()));
      return new Result(status, output.toString(StandardCharsets.UTF_8));
    } catch (ContainerGone e) {
      return new Result(137, "the container ended");
    }
  }

  @Override
  public void close() {
    engine.removeContainer(name);
  }
}
