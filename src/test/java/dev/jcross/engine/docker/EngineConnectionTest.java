package dev.jcross.engine.docker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class EngineConnectionTest {
  private static final OutputStream HUNG_UP =
      new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          throw new SocketException("Broken pipe");
        }
      };

  private static EngineConnection answering(InputStream answer) {
    return new EngineConnection(answer, HUNG_UP, () -> {}, () -> {});
  }

  @Test
  void tellsWhatAServerSaidBeforeItHungUp() {
    var refused =
        new InputStream() {
          @Override
          public int read() throws IOException {
            return read(new byte[1], 0, 1);
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new SSLHandshakeException("Received fatal alert: bad_certificate");
          }
        };

    try (var connection = answering(refused)) {
      assertThatThrownBy(() -> connection.send("GET / HTTP/1.0\r\n\r\n", new byte[0]))
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessage("Received fatal alert: bad_certificate")
          .hasSuppressedException(new SocketException("Broken pipe"));
    }
  }

  @Test
  void tellsOfTheConnectionWhereTheServerSaidNothing() {
    try (var connection = answering(InputStream.nullInputStream())) {
      assertThatThrownBy(() -> connection.send("GET / HTTP/1.0\r\n\r\n", new byte[0]))
          .isInstanceOf(SocketException.class)
          .hasMessage("Broken pipe");
    }
  }
}
