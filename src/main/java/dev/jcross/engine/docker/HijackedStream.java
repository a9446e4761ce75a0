package dev.jcross.engine.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * One request whose connection becomes a two-way stream, as the engine's API does it for exec
 * (moby, docs/api: "Hijacking"). docker-java's transport cannot end the way in without ending the
 * way out as well, so that a program that reads its input to the end would wait for ever: see
 * docs/adr/0002-hijacked-streams.md.
 */
final class HijackedStream implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length:\\s*([0-9]{1,9})");

  private final EngineConnection connection;

  private HijackedStream(EngineConnection connection) {
    this.connection = connection;
  }

  /**
   * Sends the request and waits for the engine's agreement.
   *
   * @throws Refused if the engine answers with an error
   */
  static HijackedStream open(EngineLink link, String path, byte[] json) throws IOException {
    var stream = new HijackedStream(link.connect());
    try {
      var head =
          "POST "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Connection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: "
              + json.length
              + "\r\n\r\n";
      stream.connection.send(head, json);
      stream.readHead();
      return stream;
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  private void readHead() throws IOException {
    int code = connection.readStatus();
    int length = 0;
    for (var line = connection.readLine(); !line.isEmpty(); line = connection.readLine()) {
      var field = LENGTH.matcher(line);
      if (field.matches()) {
        length = Integer.parseInt(field.group(1));
      }
    }
    if (code != 101 && code != 200) {
      var body =
          new String(input().readNBytes(Math.min(length, 64 * 1024)), StandardCharsets.UTF_8);
      throw new Refused(code, body);
    }
  }

  /** What the other side sends; framed unless there is a terminal. */
  InputStream input() {
    return connection.input();
  }

  OutputStream output() {
    return connection.output();
  }

  /** Tells the other side that nothing more will come; its own output goes on. */
  void endOutput() throws IOException {
    connection.endOutput();
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
    connection.close();
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
