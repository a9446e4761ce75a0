package dev.jcross.engine.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A socket in a private directory that stands for an engine elsewhere, for docker-java to connect
 * to. Each connection gets one of its own over there.
 */
final class LocalRelay implements AutoCloseable {
  /** Opens a connection over there. */
  interface Dialer {
    EngineConnection dial() throws IOException;
  }

  private final ServerSocketChannel server;
  private final Path socket;
  private final Dialer dialer;
  private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
  private volatile Optional<String> trouble = Optional.empty();

  private LocalRelay(ServerSocketChannel server, Path socket, Dialer dialer) {
    this.server = server;
    this.socket = socket;
    this.dialer = dialer;
  }

  static LocalRelay listen(Path socket, Dialer dialer) throws IOException {
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket));
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    var relay = new LocalRelay(server, socket, dialer);
    thread("relay", relay::accept);
    return relay;
  }

  Path socket() {
    return socket;
  }

  /** Why the last connection did not come about. */
  Optional<String> trouble() {
    return trouble;
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        var client = server.accept();
        thread("relay-connection", () -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(SocketChannel client) {
    open.add(client);
    try (var near = EngineConnection.of(client);
        var far = dialer.dial()) {
      open.add(far);
      var back = thread("relay-answer", () -> pump(far, near));
      pump(near, far);
      back.join();
      open.remove(far);
    } catch (IOException e) {
      trouble = Optional.of(Failures.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  /** One way, up to its end; the other way goes on. */
  private static void pump(EngineConnection from, EngineConnection to) {
    try {
      copy(from.input(), to.output());
      to.endOutput();
    } catch (IOException e) {
      // One side is gone: so is the connection.
      from.close();
      to.close();
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    var buffer = new byte[32 * 1024];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      to.write(buffer, 0, read);
      to.flush();
    }
  }

  private static Thread thread(String name, Runnable work) {
    return Thread.ofPlatform().daemon().name("jcross-" + name).start(work);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // It takes no more connections either way.
    }
    for (var connection : open) {
      try {
        connection.close();
      } catch (Exception e) {
        // Whoever is at its other end closed first.
      }
    }
  }
}
