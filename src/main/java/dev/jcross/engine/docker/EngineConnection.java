package dev.jcross.engine.docker;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** One connection to an engine, for what docker-java's transport cannot do. */
final class EngineConnection implements AutoCloseable {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})( .*)?");
  private static final int CONNECT_MILLIS = 30_000;

  /** The first byte of what a TLS server sends to who does not speak it. */
  private static final int TLS_ALERT = 0x15;

  private final InputStream input;
  private final OutputStream output;
  private final Ending ending;
  private final AutoCloseable closing;

  /** Ends the way out alone. */
  interface Ending {
    void endOutput() throws IOException;
  }

  EngineConnection(InputStream input, OutputStream output, Ending ending, AutoCloseable closing) {
    this.input = new BufferedInputStream(input, 32 * 1024);
    this.output = output;
    this.ending = ending;
    this.closing = closing;
  }

  static EngineConnection toSocket(Path path) throws IOException {
    var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    return of(channel);
  }

  static EngineConnection of(SocketChannel channel) {
    return new EngineConnection(
        Channels.newInputStream(channel),
        Channels.newOutputStream(channel),
        channel::shutdownOutput,
        channel);
  }

  static EngineConnection toPort(String host, int port) throws IOException {
    return of(socket(host, port));
  }

  /**
   * Through TLS.
   *
   * @param verify whether the certificate has to be that host's
   */
  static EngineConnection throughTls(String host, int port, SSLContext tls, boolean verify)
      throws IOException {
    var plain = socket(host, port);
    try {
      var socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, true);
      if (verify) {
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
      }
      socket.startHandshake();
      return of(socket);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private static Socket socket(String host, int port) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      socket.setKeepAlive(true);
      socket.setTcpNoDelay(true);
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static EngineConnection of(Socket socket) throws IOException {
    return new EngineConnection(
        socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput, socket);
  }

  InputStream input() {
    return input;
  }

  OutputStream output() {
    return output;
  }

  void send(String head, byte[] body) throws IOException {
    try {
      output.write(head.getBytes(StandardCharsets.UTF_8));
      output.write(body);
      output.flush();
    } catch (IOException e) {
      throw cause(e);
    }
  }

  /**
   * Who refuses a certificate of TLS 1.3 does so once this side is done, and hangs up: then nothing
   * can be sent any more, and why is still to be read.
   */
  private IOException cause(IOException broken) {
    try {
      input.skipNBytes(1);
      return broken;
    } catch (SSLException e) {
      e.addSuppressed(broken);
      return e;
    } catch (IOException e) {
      broken.addSuppressed(e);
      return broken;
    }
  }

  /** Tells the other side that nothing more will come; its own output goes on. */
  void endOutput() throws IOException {
    output.flush();
    ending.endOutput();
  }

  /** The status of HTTP in the first line of an answer. */
  int readStatus() throws IOException {
    var line = readLine();
    var status = STATUS.matcher(line);
    if (status.matches()) {
      return Integer.parseInt(status.group(1));
    }
    throw new NoEngine(
        !line.isEmpty() && line.charAt(0) == TLS_ALERT
            ? NoEngine.WANTS_TLS
            : "what answers is no container engine");
  }

  /** A line of an answer's head, without its end. */
  String readLine() throws IOException {
    var line = new StringBuilder();
    while (line.length() < 8192) {
      int next = input.read();
      if (next < 0 && (line.isEmpty() || line.charAt(0) != TLS_ALERT)) {
        throw new EOFException("the engine closed the connection");
      }
      if (next == '\n' || next < 0) {
        return line.toString().stripTrailing();
      }
      line.append((char) next);
    }
    throw new NoEngine("the engine's answer has no end");
  }

  @Override
  public void close() {
    try {
      closing.close();
    } catch (Exception e) {
      // The other side may have closed first; there is nothing left to lose.
    }
  }

  /** Something else answers. */
  static final class NoEngine extends IOException {
    private static final long serialVersionUID = 1L;
    static final String WANTS_TLS = "it wants TLS, and was spoken to without";

    NoEngine(String message) {
      super(message);
    }
  }
}
