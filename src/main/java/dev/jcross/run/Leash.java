package dev.jcross.run;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ExecSpec;
import dev.jcross.problem.ProblemException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Ties a command in a container to this process: passes signals on, and, as its connection ends
 * with the process, ends the command when jcross is killed. An engine's API can do neither. It
 * costs an exec of its own, so it is held only once a command has run for a moment; the session
 * guards that moment.
 */
final class Leash implements AutoCloseable {
  private static final long GRACE_MILLIS = 300;

  private final ContainerEngine engine;
  private final String container;
  private final String lease;
  private final Words words = new Words();
  private final Thread timer;
  private boolean held;
  private boolean over;

  private Leash(ContainerEngine engine, String container, String lease) {
    this.engine = engine;
    this.container = container;
    this.lease = lease;
    this.timer = Thread.ofVirtual().name("jcross-leash-timer").unstarted(this::holdSoon);
  }

  static Leash on(ContainerEngine engine, String container, String lease) {
    var leash = new Leash(engine, container, lease);
    leash.timer.start();
    return leash;
  }

  /** Sends a signal to the command and all its children. */
  void signal(String name) {
    hold();
    words.say(name);
  }

  private void holdSoon() {
    try {
      Thread.sleep(GRACE_MILLIS);
      hold();
    } catch (InterruptedException e) {
      // The command ended first.
    }
  }

  private synchronized void hold() {
    if (held || over) {
      return;
    }
    held = true;
    Thread.ofPlatform().daemon().name("jcross-leash").start(this::run);
  }

  private void run() {
    try {
      engine.exec(
          container,
          new ExecSpec(
              List.of("/bin/sh", "-c", Scripts.leash(), "jcross-leash", lease),
              Map.of(),
              "/",
              Optional.of(words),
              OutputStream.nullOutputStream(),
              OutputStream.nullOutputStream(),
              Optional.empty()));
    } catch (ContainerGone | ProblemException e) {
      // The command's own stream ends with the container as well, and tells.
    }
  }

  @Override
  public synchronized void close() {
    over = true;
    timer.interrupt();
    if (held) {
      words.say("done");
      words.end();
    }
  }

  /** The words that were said, a line each, as a stream that ends when nothing more will come. */
  private static final class Words extends InputStream {
    private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
    private byte @Nullable [] line;
    private int next;

    void say(String word) {
      lines.add((word + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    void end() {
      lines.add(new byte[0]);
    }

    @Override
    public int read() {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      var current = line;
      try {
        while (current == null || (next == current.length && current.length > 0)) {
          current = lines.take();
          line = current;
          next = 0;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return -1;
      }
      if (current.length == 0) {
        return -1;
      }
      int count = Math.min(length, current.length - next);
      System.arraycopy(current, next, target, offset, count);
      next += count;
      return count;
    }
  }
}
