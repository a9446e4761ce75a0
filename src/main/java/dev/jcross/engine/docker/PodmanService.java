package dev.jcross.engine.docker;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Podman serving its API for as long as it is needed. It ends with {@link #close}; and should
 * nobody be left to call that, by itself: it stops when it was not asked anything for a while, and
 * as long as this process lives it is asked.
 */
final class PodmanService implements EngineLink {
  private static final int IDLE_SECONDS = 15;
  private static final int ASK_SECONDS = 4;
  private static final int START_SECONDS = 30;

  private final Process process;
  private final Path socket;
  private final PrivateDirectory directory;
  private final Thread asking;

  private PodmanService(Process process, Path socket, PrivateDirectory directory) {
    this.process = process;
    this.socket = socket;
    this.directory = directory;
    this.asking = Thread.ofPlatform().daemon().name("jcross-podman").start(this::keepAsking);
  }

  static PodmanService start(Path program, Machine machine) throws IOException {
    var directory = PrivateDirectory.make();
    try {
      return start(program, machine, directory);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static PodmanService start(Path program, Machine machine, PrivateDirectory directory)
      throws IOException {
    var socket = directory.file("podman.sock");
    var words = new ArrayList<String>();
    // Ctrl-C is for the command in the container; the engine has to live on to end it.
    machine.program("setsid").ifPresent(setsid -> words.add(setsid.toString()));
    words.addAll(
        List.of(
            program.toString(), "system", "service", "--time=" + IDLE_SECONDS, "unix://" + socket));
    var log = directory.file("podman.log");
    var process =
        machine
            .process(words)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(log.toFile())
            .redirectErrorStream(true)
            .start();
    try {
      await(process, socket, log, program);
    } catch (IOException | RuntimeException e) {
      process.destroy();
      throw e;
    }
    return new PodmanService(process, socket, directory);
  }

  private static void await(Process process, Path socket, Path log, Path program)
      throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < end) {
      if (Files.exists(socket)) {
        try (var _ = EngineConnection.toSocket(socket)) {
          return;
        } catch (IOException e) {
          // It is bound, and not listened at yet.
        }
      }
      try {
        if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    var said = Files.readString(log).strip();
    throw Problem.error(ProblemCode.ENGINE_UNREACHABLE, "podman does not start its service")
        .at(Place.of(program.toString()))
        .with(said.lines().limit(20).toList())
        .help("see what is wrong with: podman info")
        .asException();
  }

  private void keepAsking() {
    try {
      while (process.isAlive()) {
        TimeUnit.SECONDS.sleep(ASK_SECONDS);
        try (var connection = EngineConnection.toSocket(socket)) {
          connection.send("GET /_ping HTTP/1.0\r\nHost: localhost\r\n\r\n", new byte[0]);
          connection.readStatus();
        } catch (IOException e) {
          // If it is gone, whoever needs it will notice.
        }
      }
    } catch (InterruptedException e) {
      // It is being closed.
    }
  }

  @Override
  public EngineConnection connect() throws IOException {
    return EngineConnection.toSocket(socket);
  }

  @Override
  public URI address() {
    return EngineLink.socketAddress(socket);
  }

  @Override
  public String place() {
    return "unix://" + socket;
  }

  @Override
  public void close() {
    asking.interrupt();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    directory.close();
  }
}
