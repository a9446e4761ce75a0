package dev.jcross.engine.docker;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** One connection to an engine, for what docker-java's transport cannot do. */
final class EngineConnection implements AutoCloseable {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})( .*)?");

  private final AutoCloseable socket;
  private final InputStream input;
  private final OutputStream output;
  private final Ending ending;

  private interface Ending {
    void endOutput() throws IOException;
  }

  private EngineConnection(
      AutoCloseable socket, InputStream input, OutputStream output, Ending ending) {
    this.socket = socket;
    this.input = new BufferedInputStream(input, 32 * 1024);
    this.output = output;
    this.ending = ending;
  }

  static EngineConnection open(URI endpoint, @Nullable SSLContext tls) throws IOException {
    if ("unix".equals(endpoint.getScheme())) {
      var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(endpoint.getPath()));
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      return new EngineConnection(
          channel,
          Channels.newInputStream(channel),
          Channels.newOutputStream(channel),
          channel::shutdownOutput);
    }
    int port = endpoint.getPort() > 0 ? endpoint.getPort() : tls == null ? 2375 : 2376;
    Socket socket =
        tls == null
            ? new Socket(endpoint.getHost(), port)
            : tls.getSocketFactory().createSocket(endpoint.getHost(), port);
    return new EngineConnection(
        socket, socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput);
  }

  InputStream input() {
    return input;
  }

  OutputStream output() {
    return output;
  }

  /** Tells the other side that nothing more will come; its own output goes on. */
  void endOutput() throws IOException {
    output.flush();
    ending.endOutput();
  }

  /** The status of HTTP in the first line of an answer. */
  int readStatus() throws IOException {
    var status = STATUS.matcher(readLine());
    if (!status.matches()) {
      throw new IOException("what answers is no container engine");
    }
    return Integer.parseInt(status.group(1));
  }

  /** A line of an answer's head, without its end. */
  String readLine() throws IOException {
    var line = new StringBuilder();
    while (line.length() < 8192) {
      int next = input.read();
      if (next < 0) {
        throw new EOFException("the engine closed the connection");
      }
      if (next == '\n') {
        return line.toString().stripTrailing();
      }
      line.append((char) next);
    }
    throw new IOException("the engine's answer has no end");
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (Exception e) {
      // The other side may have closed first; there is nothing left to lose.
    }
  }
}
