package dev.jcross.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy for HTTPS, as companies have one, that remembers where it was asked to go. */
final class ConnectProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private ConnectProxy(ServerSocket socket) {
    this.socket = socket;
  }

  static ConnectProxy on(InetAddress address) throws IOException {
    var proxy = new ConnectProxy(new ServerSocket(0, 50, address));
    Thread.ofPlatform().daemon().start(proxy::serve);
    return proxy;
  }

  String url() {
    return "http://" + socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort();
  }

  /** Hosts and ports, such as {@code index.crates.io:443}. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        var client = socket.accept();
        Thread.ofPlatform().daemon().start(() -> tunnel(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void tunnel(Socket client) {
    try (client) {
      // A client sends nothing behind the empty line before it is answered.
      var reader =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      var request = String.valueOf(reader.readLine()).split(" ", -1);
      for (var line = reader.readLine(); line != null && !line.isEmpty(); ) {
        line = reader.readLine();
      }
      if (!request[0].equals("CONNECT")) {
        client
            .getOutputStream()
            .write("HTTP/1.1 405 No\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return;
      }
      asked.add(request[1]);
      int colon = request[1].lastIndexOf(':');
      try (var server =
          new Socket(
              request[1].substring(0, colon), Integer.parseInt(request[1].substring(colon + 1)))) {
        client
            .getOutputStream()
            .write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        var back = Thread.ofPlatform().daemon().start(() -> copy(server, client));
        copy(client, server);
        back.join();
      }
    } catch (IOException e) {
      // One of the two went away.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // One of the two went away.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
