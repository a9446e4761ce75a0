package dev.jcross.cli.command;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerFacts;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.engine.EngineFacts;
import dev.jcross.engine.ExecSpec;
import dev.jcross.engine.ImageBuild;
import dev.jcross.engine.ImageFacts;
import dev.jcross.engine.RegistryLogin;
import dev.jcross.engine.TarSink;
import dev.jcross.engine.VolumeFacts;
import dev.jcross.event.EventSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An engine in memory, with images by name, whose containers all hold the same file. */
final class FakeEngine implements ContainerEngine {
  private final Map<String, Long> images = new HashMap<>();
  private final List<String> containers = new ArrayList<>();
  private EngineFacts facts =
      new EngineFacts(
          "Docker",
          "29.1.0",
          "1.52",
          "unix:///run/docker.sock",
          "linux",
          "x86_64",
          false,
          false,
          "/var/lib/docker");
  private String file = "";
  private boolean closed;

  FakeEngine with(EngineFacts other) {
    facts = other;
    return this;
  }

  FakeEngine with(String image, long bytes) {
    images.put(image, bytes);
    return this;
  }

  FakeEngine holding(String content) {
    file = content;
    return this;
  }

  /** Those that were not removed. */
  List<String> containers() {
    return List.copyOf(containers);
  }

  boolean closed() {
    return closed;
  }

  @Override
  public EngineFacts facts() {
    return facts;
  }

  @Override
  public Optional<ImageFacts> findImage(String reference) {
    return Optional.ofNullable(images.get(reference))
        .map(
            size ->
                new ImageFacts(
                    "sha256:" + reference,
                    List.of(reference),
                    List.of(),
                    Map.of(),
                    List.of(),
                    "amd64",
                    size,
                    Instant.EPOCH));
  }

  @Override
  public Optional<String> createContainer(ContainerSpec spec) {
    containers.add(spec.name());
    return Optional.of(spec.name());
  }

  @Override
  public void startContainer(String id) {}

  @Override
  public int exec(String container, ExecSpec spec) {
    try {
      spec.output().write(file.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.isEmpty() ? 1 : 0;
  }

  @Override
  public void removeContainer(String id) {
    containers.remove(id);
  }

  @Override
  public List<ContainerFacts> containersWithLabel(String label) {
    return List.of();
  }

  @Override
  public Optional<ContainerFacts> findContainer(String name) {
    return Optional.empty();
  }

  @Override
  public void pullImage(
      String reference, Optional<String> platform, String work, EventSink events) {
    throw new AssertionError("no command here pulls");
  }

  @Override
  public Optional<RegistryLogin> registryLogin(String reference) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void tagImage(String reference, String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void saveImages(List<String> references, TarSink sink) {
    throw new AssertionError("no command here saves images");
  }

  @Override
  public void loadImages(InputStream tar) {
    throw new AssertionError("no command here loads images");
  }

  @Override
  public String buildImage(ImageBuild build, String work, EventSink events) {
    throw new AssertionError("no command here builds");
  }

  @Override
  public boolean ensureVolume(String name, Map<String, String> labels) {
    throw new AssertionError("no command here makes volumes");
  }

  @Override
  public List<ImageFacts> imagesWithLabel(String label) {
    return List.of();
  }

  @Override
  public void removeImage(String reference, boolean force) {
    throw new AssertionError("no command here removes images");
  }

  @Override
  public List<VolumeFacts> volumesWithLabel(String label) {
    return List.of();
  }

  @Override
  public void removeVolume(String name, boolean force) {
    throw new AssertionError("no command here removes volumes");
  }

  @Override
  public void copyInto(String container, String directory, InputStream tar) {
    throw new AssertionError("no command here copies files in");
  }

  @Override
  public boolean copyFrom(String container, String path, TarSink sink) {
    throw new AssertionError("no command here copies files out");
  }

  @Override
  public void close() {
    closed = true;
  }
}
