package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A dockerd beside the first one, with a network, processes and files of its own, that shares no
 * directory with the tests: what is not brought to it, it does not have.
 */
final class SecondEngine implements AutoCloseable {
  private static final List<String> PROGRAMS =
      List.of("/usr/sbin/dockerd", "/usr/bin/docker", "/usr/bin/unshare", "/usr/bin/nsenter", "ip");

  private final Path data;
  private final String name;
  private final String net;
  private final Process process;

  private SecondEngine(Path data, String name, String net, Process process) {
    this.data = data;
    this.name = name;
    this.net = net;
    this.process = process;
  }

  static boolean canRun() {
    return OrdinaryUser.isRoot()
        && PROGRAMS.stream()
            .allMatch(
                program ->
                    program.startsWith("/")
                        ? Files.isExecutable(Path.of(program))
                        : List.of("/usr/sbin", "/sbin", "/usr/bin").stream()
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
  }

  static SecondEngine start() {
    try {
      // Several tests may run at once on a machine.
      int number = ThreadLocalRandom.current().nextInt(1, 250);
      var name = "jcit" + number;
      var net = "10.231." + number;
      var data = Files.createTempDirectory("jcross-second-engine-").toRealPath();
      var script = Files.createTempFile("jcross-second-engine-", ".sh");
      try (var text = SecondEngine.class.getResourceAsStream("second-engine.sh")) {
        Files.write(script, java.util.Objects.requireNonNull(text).readAllBytes());
      }
      var log = data.resolve("log");
      var process =
          new ProcessBuilder("sh", script.toString(), data.toString(), name, net)
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      var engine = new SecondEngine(data, name, net, process);
      try {
        Eventually.within(
            Duration.ofSeconds(60), "a second engine answers; see " + log, engine::answers);
      } catch (AssertionError | RuntimeException e) {
        var told = Files.readString(log);
        engine.close();
        throw new AssertionError("the second engine did not start:\n" + told, e);
      } finally {
        Files.delete(script);
      }
      return engine;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It takes connections long before it answers. */
  private boolean answers() {
    assertThat(process.isAlive()).as("the second engine runs").isTrue();
    return Commands.succeeds(List.of("docker", "--host", address(), "version"));
  }

  /** As {@code DOCKER_HOST} takes it. */
  String address() {
    return "tcp://" + net + ".2:2375";
  }

  /** Gives it an image of the first engine's. */
  void load(String image) {
    Commands.shell("docker save '" + image + "' | docker --host " + address() + " load");
  }

  /** What a docker command line on it prints. */
  String docker(String words) {
    return Commands.shell("docker --host " + address() + " " + words);
  }

  /** Ends it, with all its containers, and removes its files and its network. */
  @Override
  public void close() {
    try {
      // Asked to end, it ends its containers first; unshare itself does not listen.
      process.children().forEach(ProcessHandle::destroy);
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        process.waitFor(20, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Commands.shell("ip link del " + name + "h 2>/dev/null || :; ip netns del " + name + " || :");
      Commands.shell("rm -rf --one-file-system '" + data + "'");
    }
  }
}
