package dev.jcross.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerFacts;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.engine.EngineFacts;
import dev.jcross.engine.ExecSpec;
import dev.jcross.engine.ImageBuild;
import dev.jcross.engine.ImageBuildFailed;
import dev.jcross.engine.ImageFacts;
import dev.jcross.engine.OutputClosed;
import dev.jcross.engine.TarSink;
import dev.jcross.engine.VolumeFacts;
import dev.jcross.event.EventSink;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Docker, or what speaks its API, through docker-java. */
public final class DockerEngine implements ContainerEngine {
  private final DockerEndpoint endpoint;
  private final DefaultDockerClientConfig config;
  private final DockerClient client;

  /** Before the first answer a failure means "not there", after it "went away". */
  private volatile boolean reached;

  private volatile @Nullable EngineFacts facts;

  private DockerEngine(DockerEndpoint endpoint, DefaultDockerClientConfig config) {
    this.endpoint = endpoint;
    this.config = config;
    this.client =
        DockerClientImpl.getInstance(
            config,
            new ApacheDockerHttpClient.Builder()
                .dockerHost(endpoint.uri())
                .sslConfig(config.getSSLConfig())
                .build());
  }

  /** An engine at that place; nothing is sent before the first call. */
  public static DockerEngine at(DockerEndpoint endpoint) {
    try {
      var config =
          DefaultDockerClientConfig.createDefaultConfigBuilder()
              .withDockerHost(endpoint.uri().toString())
              .build();
      return new DockerEngine(endpoint, config);
    } catch (RuntimeException e) {
      throw Failures.unreachable(e, endpoint);
    }
  }

  @Override
  public EngineFacts facts() {
    var known = facts;
    if (known == null) {
      known = askFacts();
      facts = known;
    }
    return known;
  }

  private EngineFacts askFacts() {
    return call(
        () -> {
          var info = client.infoCmd().exec();
          var version = client.versionCmd().exec();
          var security = Optional.ofNullable(info.getSecurityOptions()).orElse(List.of());
          boolean podman =
              Optional.ofNullable(version.getComponents()).orElse(List.of()).stream()
                  .anyMatch(part -> Text.of(part.getName()).startsWith("Podman"));
          return new EngineFacts(
              podman ? "Podman" : "Docker",
              Text.of(version.getVersion()),
              Text.of(version.getApiVersion()),
              endpoint.uri().toString(),
              Text.of(info.getOsType()),
              Text.of(info.getArchitecture()),
              security.stream().anyMatch(option -> option.contains("rootless")),
              security.stream().anyMatch(option -> option.contains("name=selinux")),
              Text.of(info.getDockerRootDir()));
        });
  }

  @Override
  public Optional<ImageFacts> findImage(String reference) {
    return call(() -> new ImageStore(client).find(reference));
  }

  @Override
  public List<ImageFacts> imagesWithLabel(String label) {
    return call(() -> new ImageStore(client).withLabel(label));
  }

  @Override
  public void removeImage(String reference, boolean force) {
    boolean podman = facts().podman();
    call(
        () -> {
          new ImageStore(client).remove(reference, force, podman);
          return reference;
        });
  }

  @Override
  public void pullImage(
      String reference, Optional<String> platform, String work, EventSink events) {
    var command = client.pullImageCmd(reference);
    platform.ifPresent(command::withPlatform);
    call(
        () -> {
          new ImagePull(reference, work, events).await(command);
          return reference;
        });
  }

  @Override
  public String buildImage(ImageBuild build, String work, EventSink events)
      throws ImageBuildFailed {
    try (var context = ContextArchive.write(build.context())) {
      return new ImageBuilding(client, work, events).await(build, context);
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
  }

  @Override
  public boolean ensureVolume(String name, Map<String, String> labels) {
    return call(() -> volumes().ensure(name, labels));
  }

  @Override
  public List<VolumeFacts> volumesWithLabel(String label) {
    return call(() -> volumes().withLabel(label));
  }

  @Override
  public void removeVolume(String name, boolean force) {
    boolean podman = facts().podman();
    call(
        () -> {
          volumes().remove(name, force, podman);
          return name;
        });
  }

  private VolumeStore volumes() {
    return new VolumeStore(client, raw());
  }

  private RawCalls raw() {
    return new RawCalls(endpoint.uri(), config);
  }

  @Override
  public Optional<ContainerFacts> findContainer(String name) {
    return call(
        () -> {
          try {
            return Optional.of(
                ContainerReading.of(raw().get("/containers/" + RawCalls.encode(name) + "/json")));
          } catch (NotFoundException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public List<ContainerFacts> containersWithLabel(String label) {
    return call(
        () ->
            client
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(label))
                .exec()
                .stream()
                .map(ContainerReading::of)
                .toList());
  }

  @Override
  public Optional<String> createContainer(ContainerSpec spec) {
    var engine = facts();
    return call(
        () -> {
          try {
            return Optional.of(ContainerCreation.command(client, spec, engine).exec().getId());
          } catch (NotFoundException e) {
            throw Problem.error(
                    ProblemCode.IMAGE_MISSING, "the image '" + spec.image() + "' is gone")
                .help("run the command again: it will be pulled or built anew")
                .asException();
          } catch (ConflictException e) {
            if (Failures.reason(e).contains("already in use")) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  @Override
  public void startContainer(String id) {
    call(() -> client.startContainerCmd(id).exec());
  }

  @Override
  public void removeContainer(String id) {
    call(
        () -> {
          try {
            client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
          } catch (NotFoundException | ConflictException e) {
            // Gone, or being removed by the engine at this very moment.
          }
          return id;
        });
  }

  @Override
  public int exec(String container, ExecSpec spec) throws ContainerGone {
    try {
      return new Execution(client, endpoint.uri(), config).run(container, spec);
    } catch (OutputClosed e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    } finally {
      reached = true;
    }
  }

  @Override
  public void copyInto(String container, String directory, InputStream tar)
      throws IOException, ContainerGone {
    try {
      new ArchiveTransfer(client, container).in(directory, tar);
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  @Override
  public boolean copyFrom(String container, String path, TarSink sink)
      throws IOException, ContainerGone {
    try {
      return new ArchiveTransfer(client, container).out(path, sink);
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      // The connections of a process that is about to end.
    }
  }

  /** Runs one call; null where docker-java answers with nothing is never looked at. */
  private <T> T call(Supplier<T> work) {
    try {
      T result = work.get();
      reached = true;
      return result;
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  private RuntimeException failure(Throwable e) {
    return reached || e instanceof com.github.dockerjava.api.exception.DockerException
        ? Failures.of(e, endpoint)
        : e instanceof dev.jcross.problem.ProblemException problem
            ? problem
            : Failures.unreachable(e, endpoint);
  }
}
