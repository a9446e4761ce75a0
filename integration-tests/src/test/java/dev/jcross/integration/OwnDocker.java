package dev.jcross.integration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import dev.jcross.engine.ImageBuild;
import dev.jcross.engine.ImageBuildFailed;
import dev.jcross.event.EventSink;
import dev.jcross.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Docker of the test's own, where everything may be removed; it has no network. It lives in
 * namespaces of its own: told to have no bridge, it would remove that of the machine's Docker.
 */
final class OwnDocker extends EngineWay {
  static final String DEBIAN = "debian:trixie-slim";

  private Path directory = Path.of("/");
  private Optional<Process> daemon = Optional.empty();

  OwnDocker() {
    super("a Docker of its own");
  }

  @Override
  void start() throws IOException {
    var dockerd = program("dockerd");
    var unshare = program("unshare");
    assumeTrue(OrdinaryUser.isRoot(), "only root can start a Docker");
    directory = Files.createTempDirectory("jcross-it-docker-").toRealPath();
    daemon =
        Optional.of(
            new ProcessBuilder(
                    List.of(
                        unshare.toString(),
                        "--net",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--mount-proc",
                        "--kill-child",
                        dockerd.toString(),
                        "--host=" + socket(),
                        "--data-root=" + directory.resolve("data"),
                        "--exec-root=" + directory.resolve("exec"),
                        "--pidfile=" + directory.resolve("pid"),
                        "--bridge=none",
                        "--iptables=false",
                        "--ip6tables=false"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .redirectInput(new File("/dev/null"))
                .start());
    try {
      Eventually.within(Duration.ofSeconds(60), "Docker answers", this::answers);
    } catch (AssertionError e) {
      stop();
      assumeTrue(false, "no second Docker can be started here");
    }
    try (var client = client();
        var saved = Workbench.client().saveImageCmd(DEBIAN).exec()) {
      client.loadImageCmd(saved).exec();
    }
  }

  private String socket() {
    return "unix://" + directory.resolve("docker.sock");
  }

  private boolean answers() {
    try (var engine = engine()) {
      return engine.facts().name().equals("Docker");
    } catch (ProblemException e) {
      return false;
    }
  }

  @Override
  Map<String, String> environment() {
    var environment = new HashMap<>(plainEnvironment());
    environment.put("DOCKER_HOST", socket());
    environment.put("XDG_CACHE_HOME", cache().toString());
    return environment;
  }

  Path cache() {
    return directory.resolve("cache");
  }

  Jcross jcross(Project project) {
    return project
        .jcross()
        .with("DOCKER_HOST", socket())
        .with("XDG_CACHE_HOME", cache().toString());
  }

  DockerClient client() {
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder().withDockerHost(socket()).build();
    return DockerClientImpl.getInstance(
        config, new ApacheDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build());
  }

  /** Builds an image with one more file than its base; its id. */
  String image(String name, String base, Map<String, String> labels) {
    var dockerfile = "FROM " + base + "\nRUN echo " + name + " >> /etc/layers\n";
    try (var engine = engine()) {
      engine.buildImage(
          new ImageBuild(
              name,
              "Dockerfile",
              List.of(
                  new ImageBuild.ContextFile(
                      "Dockerfile",
                      false,
                      new ImageBuild.Content.Bytes(dockerfile.getBytes(StandardCharsets.UTF_8)))),
              Map.of(),
              labels,
              Optional.empty(),
              false),
          name,
          EventSink.SILENT);
      return engine.findImage(name).orElseThrow().id();
    } catch (ImageBuildFailed e) {
      throw new IllegalStateException(String.join("\n", e.log()), e);
    }
  }

  /** Whatever is there goes, but for Debian's image. */
  void empty() throws IOException {
    try (var client = client()) {
      client
          .listContainersCmd()
          .withShowAll(true)
          .exec()
          .forEach(
              container ->
                  ignoringAbsence(
                      () -> client.removeContainerCmd(container.getId()).withForce(true).exec()));
      Eventually.within(
          Duration.ofSeconds(20),
          "the containers are gone",
          () -> client.listContainersCmd().withShowAll(true).exec().isEmpty());
      var volumes = client.listVolumesCmd().exec().getVolumes();
      if (volumes != null) {
        volumes.forEach(
            volume -> ignoringAbsence(() -> client.removeVolumeCmd(volume.getName()).exec()));
      }
      for (var image : client.listImagesCmd().exec()) {
        for (var name : image.getRepoTags()) {
          if (!name.equals(DEBIAN)) {
            ignoringAbsence(() -> client.removeImageCmd(name).withForce(true).exec());
          }
        }
      }
    }
  }

  private static void ignoringAbsence(Runnable work) {
    try {
      work.run();
    } catch (DockerException e) {
      // It is gone, or going.
    }
  }

  @Override
  void stop() {
    if (daemon.isEmpty()) {
      return;
    }
    // What unshare waits for, as it takes no notice itself.
    daemon.get().children().forEach(ProcessHandle::destroy);
    try {
      if (!daemon.get().waitFor(30, TimeUnit.SECONDS)) {
        daemon.get().destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Workbench.deleteAll(directory);
  }
}
