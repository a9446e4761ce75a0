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
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One request whose connection becomes a two-way stream, as the engine's API does it for exec
 * (moby, docs/api: "Hijacking"). docker-java's transport cannot end the way in without ending the
 * way out as well, so that a program that reads its input to the end would wait for ever: see
 * docs/adr/0002-hijacked-streams.md.
 */
final class HijackedStream implements AutoCloseable {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})( .*)?");
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length:\\s*([0-9]{1,9})");

  private final AutoCloseable connection;
  private final InputStream input;
  private final OutputStream output;
  private final Ending ending;

  private interface Ending {
    void endOutput() throws IOException;
  }

  private HijackedStream(
      AutoCloseable connection, InputStream input, OutputStream output, Ending ending) {
    this.connection = connection;
    this.input = new BufferedInputStream(input, 32 * 1024);
    this.output = output;
    this.ending = ending;
  }

  /**
   * Sends the request and waits for the engine's agreement.
   *
   * @throws Refused if the engine answers with an error
   */
  static HijackedStream open(URI endpoint, @Nullable SSLContext tls, String path, byte[] json)
      throws IOException {
    var stream = connect(endpoint, tls);
    try {
      var head =
          "POST "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Connection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: "
              + json.length
              + "\r\n\r\n";
      stream.output.write(head.getBytes(StandardCharsets.US_ASCII));
      stream.output.write(json);
      stream.output.flush();
      stream.readHead();
      return stream;
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  private static HijackedStream connect(URI endpoint, @Nullable SSLContext tls) throws IOException {
    if ("unix".equals(endpoint.getScheme())) {
      var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(endpoint.getPath()));
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      return new HijackedStream(
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
    return new HijackedStream(
        socket, socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput);
  }

  private void readHead() throws IOException {
    var status = STATUS.matcher(readLine());
    if (!status.matches()) {
      throw new IOException("what answers is no container engine");
    }
    int code = Integer.parseInt(status.group(1));
    int length = 0;
    for (var line = readLine(); !line.isEmpty(); line = readLine()) {
      var field = LENGTH.matcher(line);
      if (field.matches()) {
        length = Integer.parseInt(field.group(1));
      }
    }
    if (code != 101 && code != 200) {
      var body = new String(input.readNBytes(Math.min(length, 64 * 1024)), StandardCharsets.UTF_8);
      throw new Refused(code, body);
    }
  }

  private String readLine() throws IOException {
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

  /** What the other side sends; framed unless there is a terminal. */
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

  /**
   * Copies framed output to two streams, up to its end. A frame is a byte for the stream (1 output,
   * 2 errors), three zeros and the length as four bytes, big-endian.
   */
  static void copyFrames(InputStream frames, OutputStream output, OutputStream errors)
      throws IOException {
    var header = new byte[8];
    var buffer = new byte[32 * 1024];
    for (int got = frames.readNBytes(header, 0, 8);
        got > 0;
        got = frames.readNBytes(header, 0, 8)) {
      if (got < 8) {
        throw cut();
      }
      long left =
          ((header[4] & 0xFFL) << 24)
              | ((header[5] & 0xFFL) << 16)
              | ((header[6] & 0xFFL) << 8)
              | (header[7] & 0xFFL);
      var sink = header[0] == 2 ? errors : output;
      while (left > 0) {
        int read = frames.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          throw cut();
        }
        sink.write(buffer, 0, read);
        left -= read;
      }
      sink.flush();
    }
  }

  private static EOFException cut() {
    return new EOFException("the engine closed the connection in the middle of a frame");
  }

  /** Copies a terminal's output as it comes, up to its end. */
  static void copyRaw(InputStream from, OutputStream to) throws IOException {
    var buffer = new byte[32 * 1024];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      to.write(buffer, 0, read);
      to.flush();
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (Exception e) {
      // The other side may have closed first; there is nothing left to lose.
    }
  }

  /** The engine answered with an error. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String body) {
      super(body.strip());
      this.status = status;
    }

    /** Of HTTP. */
    int status() {
      return status;
    }
  }
}
