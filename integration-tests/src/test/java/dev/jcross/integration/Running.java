package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process under way, with what it has printed so far. */
final class Running {
  private static final Duration LIMIT = Duration.ofMinutes(6);

  private final List<String> command;
  private final Process process;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final List<Thread> readers;

  private Running(List<String> command, Process process) {
    this.command = command;
    this.process = process;
    this.readers =
        List.of(
            Thread.ofVirtual().start(() -> copy(process.getInputStream(), output)),
            Thread.ofVirtual().start(() -> copy(process.getErrorStream(), errors)));
  }

  static Running of(List<String> command, Process process, Optional<byte[]> input) {
    input.ifPresent(bytes -> Thread.ofVirtual().start(() -> feed(process, bytes)));
    return new Running(command, process);
  }

  private static void feed(Process process, byte[] bytes) {
    try (var pipe = process.getOutputStream()) {
      pipe.write(bytes);
    } catch (IOException e) {
      // A process need not read to the end.
    }
  }

  private static void copy(InputStream from, ByteArrayOutputStream to) {
    var buffer = new byte[8192];
    try {
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        to.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // It was killed.
    }
  }

  String output() {
    return output.toString(StandardCharsets.UTF_8);
  }

  String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  /** Waits until it has printed something. */
  Running awaitOutput(String text) {
    return await(now -> now.output().contains(text), "prints '" + text + "'");
  }

  private Running await(Predicate<Running> condition, String what) {
    Eventually.within(
        Duration.ofMinutes(3),
        what + ": " + command,
        () -> {
          if (!process.isAlive() && !condition.test(this)) {
            fail("%s ended before it %s:%n%s%n%s", command, what, output(), errors());
          }
          return condition.test(this);
        });
    return this;
  }

  /** Types on its terminal, or writes into its input. */
  Running type(String text) {
    try {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Sends a signal by name, such as {@code TERM}. */
  Running signal(String name) {
    Commands.succeeds(List.of("kill", "-s", name, Long.toString(process.pid())));
    return this;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end; kills and fails where it does not come. */
  Result await() {
    return await(LIMIT);
  }

  Result await(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        fail("%s did not end within %s:%n%s%n%s", command, limit, output(), errors());
      }
      for (var reader : readers) {
        assertThat(reader.join(Duration.ofSeconds(30)))
            .as("the streams of %s end with it: %s%s", command, output(), errors())
            .isTrue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return new Result(command, process.exitValue(), output(), errors());
  }
}
