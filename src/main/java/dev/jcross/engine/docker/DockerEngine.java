package dev.jcross.engine.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
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
import dev.jcross.engine.RegistryLogin;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Docker, or what speaks its API, through docker-java. */
public final class DockerEngine implements ContainerEngine {
  private final DockerEndpoint endpoint;
  private final Object opening = new Object();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable LiveEngine live;
  private volatile @Nullable EngineFacts facts;

  private DockerEngine(DockerEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** An engine at that place; nothing is sent before the first call. */
  public static DockerEngine at(DockerEndpoint endpoint) {
    return new DockerEngine(endpoint);
  }

  private LiveEngine live() {
    var known = live;
    if (known == null) {
      synchronized (opening) {
        known = live;
        if (known == null) {
          known = LiveEngine.at(endpoint);
          live = known;
        }
      }
    }
    return known;
  }

  @Override
  public EngineFacts facts() {
    var known = facts;
    if (known == null) {
      known = call(DockerEngine::askFacts);
      facts = known;
    }
    return known;
  }

  private static EngineFacts askFacts(LiveEngine engine) throws IOException {
    var info = engine.info();
    return new EngineFacts(
        engine.handshake().podman() ? "Podman" : "Docker",
        engine.handshake().version(),
        engine.handshake().engineApi(),
        engine.link().place(),
        info.operatingSystem(),
        info.architecture(),
        info.rootless(),
        info.selinux(),
        info.dataDirectory());
  }

  @Override
  public Optional<ImageFacts> findImage(String reference) {
    return call(engine -> new ImageStore(engine).find(reference));
  }

  @Override
  public List<ImageFacts> imagesWithLabel(String label) {
    return call(engine -> new ImageStore(engine).withLabel(label));
  }

  @Override
  public void removeImage(String reference, boolean force) {
    run(engine -> new ImageStore(engine).remove(reference, force));
  }

  @Override
  public void pullImage(
      String reference, Optional<String> platform, String work, EventSink events) {
    run(
        engine -> {
          var command = engine.client().pullImageCmd(reference);
          platform.ifPresent(command::withPlatform);
          new ImagePull(reference, work, events).await(command);
        });
  }

  @Override
  public Optional<RegistryLogin> registryLogin(String reference) {
    return call(
        engine ->
            new RegistryLogins(endpoint.machine(), engine.handshake().podman())
                .forImage(reference)
                .flatMap(RegistryLogins::plain));
  }

  @Override
  public void tagImage(String image, String further) {
    run(engine -> new ImageStore(engine).tag(image, further));
  }

  @Override
  public void saveImages(List<String> references, TarSink sink) throws IOException {
    var engine = live();
    try {
      new ImageArchive(engine.client()).save(references, sink);
    } catch (RuntimeException e) {
      throw failure(e, engine);
    }
  }

  @Override
  public void loadImages(InputStream tar) throws IOException {
    var engine = live();
    try {
      new ImageArchive(engine.client()).load(tar);
    } catch (RuntimeException e) {
      throw failure(e, engine);
    }
  }

  @Override
  public String buildImage(ImageBuild build, String work, EventSink events)
      throws ImageBuildFailed {
    var engine = live();
    try (var context = ContextArchive.write(build.context())) {
      return new ImageBuilding(engine.client(), work, events).await(build, context);
    } catch (IOException | RuntimeException e) {
      throw failure(e, engine);
    }
  }

  @Override
  public boolean ensureVolume(String name, Map<String, String> labels) {
    return call(engine -> new VolumeStore(engine).ensure(name, labels));
  }

  @Override
  public List<VolumeFacts> volumesWithLabel(String label) {
    return call(engine -> new VolumeStore(engine).withLabel(label));
  }

  @Override
  public void removeVolume(String name, boolean force) {
    run(engine -> new VolumeStore(engine).remove(name, force));
  }

  @Override
  public Optional<ContainerFacts> findContainer(String name) {
    return call(
        engine -> {
          try {
            return Optional.of(
                ContainerReading.of(
                    engine.raw().get("/containers/" + RawCalls.encode(name) + "/json")));
          } catch (NotFoundException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public List<ContainerFacts> containersWithLabel(String label) {
    return call(
        engine ->
            engine
                .client()
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
    return call(
        engine -> {
          try {
            return Optional.of(new ContainerCreation(engine).create(spec));
          } catch (NotFoundException e) {
            throw Problem.error(
                    ProblemCode.IMAGE_MISSING, "the image '" + spec.image() + "' is gone")
                .help("run the command again: it will be pulled or built anew")
                .asException();
          } catch (DockerException e) {
            // Docker calls that a conflict, Podman an error of its own.
            if (Failures.reason(e).contains("already in use")) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  @Override
  public void startContainer(String id) {
    run(engine -> engine.client().startContainerCmd(id).exec());
  }

  @Override
  public void removeContainer(String id) {
    run(
        engine -> {
          try {
            engine.client().removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
          } catch (NotFoundException | ConflictException e) {
            // Gone, or being removed by the engine at this very moment.
          } catch (DockerException e) {
            if (!Failures.gone(e.getMessage())) {
              throw e;
            }
          }
        });
  }

  @Override
  public int exec(String container, ExecSpec spec) throws ContainerGone {
    var engine = live();
    try {
      return new Execution(engine).run(container, spec);
    } catch (OutputClosed e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw failure(e, engine);
    }
  }

  @Override
  public void copyInto(String container, String directory, InputStream tar)
      throws IOException, ContainerGone {
    var engine = live();
    try {
      new ArchiveTransfer(engine.client(), container).in(directory, tar);
    } catch (RuntimeException e) {
      throw failure(e, engine);
    }
  }

  @Override
  public boolean copyFrom(String container, String path, TarSink sink)
      throws IOException, ContainerGone {
    var engine = live();
    try {
      return new ArchiveTransfer(engine.client(), container).out(path, sink);
    } catch (RuntimeException e) {
      throw failure(e, engine);
    }
  }

  /** Without waiting for a way that is just being opened: that ends with the process. */
  @Override
  public void close() {
    var known = live;
    if (known != null && !closed.getAndSet(true)) {
      known.close();
    }
  }

  private interface Call<T> {
    T on(LiveEngine engine) throws IOException;
  }

  private interface Work {
    void on(LiveEngine engine) throws IOException;
  }

  private <T> T call(Call<T> call) {
    var engine = live();
    try {
      return call.on(engine);
    } catch (IOException | RuntimeException e) {
      throw failure(e, engine);
    }
  }

  private void run(Work work) {
    var engine = live();
    try {
      work.on(engine);
    } catch (IOException | RuntimeException e) {
      throw failure(e, engine);
    }
  }

  private RuntimeException failure(Throwable e, LiveEngine engine) {
    return Failures.of(e, endpoint, engine.link().trouble());
  }
}
