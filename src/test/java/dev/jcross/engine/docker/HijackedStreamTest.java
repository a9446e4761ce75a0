package dev.jcross.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HijackedStreamTest {
  private static final String UPGRADED =
      head(
          "HTTP/1.1 101 UPGRADED",
          "Content-Type: application/vnd.docker.raw-stream",
          "Connection: Upgrade",
          "Upgrade: tcp");
  private static final byte[] START =
      "{\"Detach\":false,\"Tty\":false}".getBytes(StandardCharsets.UTF_8);

  /** Lines as HTTP ends them. */
  private static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  /** What the engine's side of one connection does. */
  private interface Engine {
    void serve(InputStream in, OutputStream out) throws IOException;
  }

  private Path directory;
  private ServerSocketChannel server;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  /** A socket's path may have about 100 letters, too few for some temporary directories. */
  @BeforeEach
  void listen() throws IOException {
    directory = Files.createTempDirectory(Path.of("/tmp"), "jx");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(directory.resolve("s")));
  }

  @AfterEach
  void stopListening() throws IOException {
    server.close();
    Files.deleteIfExists(directory.resolve("s"));
    Files.delete(directory);
  }

  private EngineLink link() {
    return new EngineLink.SocketLink(directory.resolve("s"), "the test's");
  }

  private HijackedStream open() throws IOException {
    return HijackedStream.open(link(), "/exec/abc/start", START);
  }

  /** Serves one connection; the future tells the request that came. */
  private CompletableFuture<String> serve(Engine engine) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (var connection = server.accept()) {
            var in = Channels.newInputStream(connection);
            var request = new StringBuilder();
            while (request.indexOf("\r\n\r\n") < 0) {
              request.append((char) in.read());
            }
            request.append(new String(in.readNBytes(START.length), StandardCharsets.UTF_8));
            engine.serve(in, Channels.newOutputStream(connection));
            return request.toString();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] frame(int stream, byte[] content) {
    var frame = new byte[8 + content.length];
    frame[0] = (byte) stream;
    frame[4] = (byte) (content.length >>> 24);
    frame[5] = (byte) (content.length >>> 16);
    frame[6] = (byte) (content.length >>> 8);
    frame[7] = (byte) content.length;
    System.arraycopy(content, 0, frame, 8, content.length);
    return frame;
  }

  private static byte[] frame(int stream, String content) {
    return frame(stream, content.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  void asksForAnUpgradeWithTheEnginesJson() throws Exception {
    var request = serve((in, out) -> send(out, UPGRADED));
    open().close();

    assertThat(request.get())
        .isEqualTo(
            head(
                    "POST /exec/abc/start HTTP/1.1",
                    "Host: localhost",
                    "Content-Type: application/json",
                    "Connection: Upgrade",
                    "Upgrade: tcp",
                    "Content-Length: 28")
                + "{\"Detach\":false,\"Tty\":false}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 101 UPGRADED", "HTTP/1.1 200 OK"})
  void readsTheStreamBehindTheHead(String status) throws Exception {
    var served =
        serve(
            (in, out) -> {
              // In one piece with the head, as a quick command's output may come.
              send(out, status + "\r\nContent-Type: x\r\n\r\nraw \u00fc output");
            });
    try (var stream = open()) {
      HijackedStream.copyRaw(stream.input(), output);
    }

    assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("raw \u00fc output");
    served.get();
  }

  @Test
  void theEndOfTheInputReachesTheEngineWhileOutputStillComes() throws Exception {
    var received = new ByteArrayOutputStream();
    var served =
        serve(
            (in, out) -> {
              send(out, UPGRADED);
              // As a program that reads its input to the end before it answers.
              in.transferTo(received);
              out.write(frame(1, "read " + received.size() + " bytes"));
            });
    try (var stream = open()) {
      stream.output().write("typed".getBytes(StandardCharsets.UTF_8));
      stream.endOutput();
      HijackedStream.copyFrames(stream.input(), output, errors);
    }

    served.get();
    assertThat(received).hasToString("typed");
    assertThat(output).hasToString("read 5 bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 409, 500})
  void anErrorIsARefusalWithStatusAndReason(int status) throws Exception {
    var body = "{\"message\":\"container abc is not running\"}\n";
    var served =
        serve(
            (in, out) ->
                send(
                    out,
                    "HTTP/1.1 "
                        + status
                        + " Whatever\r\ncontent-length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body));
    var refused = catchThrowableOfType(HijackedStream.Refused.class, () -> open().close());

    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused).hasMessage("{\"message\":\"container abc is not running\"}");
    served.get();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP/1.1 101 UPGR", "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\n"})
  void anEngineThatClosesBeforeItAnswersIsTold(String beginning) throws Exception {
    var served = serve((in, out) -> send(out, beginning));

    assertThatThrownBy(() -> open().close())
        .isInstanceOf(EOFException.class)
        .hasMessage("the engine closed the connection");
    served.get();
  }

  @Test
  void saysThatWhatAnswersIsNoEngine() throws Exception {
    var served = serve((in, out) -> send(out, "SSH-2.0-OpenSSH_10.0\r\n\r\n"));

    assertThatThrownBy(() -> open().close())
        .isInstanceOf(IOException.class)
        .hasMessage("what answers is no container engine");
    served.get();
  }

  @Test
  void aHeadWithoutEndIsRefused() {
    var served =
        serve(
            (in, out) -> {
              send(out, "HTTP/1.1 101 ");
              try {
                while (true) {
                  send(out, "x".repeat(1000));
                }
              } catch (IOException e) {
                // The other side has had enough.
              }
            });

    assertThatThrownBy(() -> open().close())
        .isInstanceOf(IOException.class)
        .hasMessage("the engine's answer has no end");
    assertThat(served).succeedsWithin(java.time.Duration.ofSeconds(30));
  }

  @Test
  void nobodyBehindTheSocketIsAnOrdinaryFailure() throws IOException {
    server.close();

    assertThatThrownBy(() -> open().close()).isInstanceOf(IOException.class);
  }

  @Test
  void closingEndsTheConnectionForTheEngine() throws Exception {
    var served =
        serve(
            (in, out) -> {
              send(out, UPGRADED);
              assertThat(in.read()).isEqualTo(-1);
            });
    open().close();

    served.get();
  }

  // Frames.

  /** Gives a stream in the pieces in which it may arrive. */
  private static InputStream pieces(byte[] all, int... ends) {
    return new InputStream() {
      private int at;

      @Override
      public int read() {
        return at < all.length ? all[at++] & 0xFF : -1;
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        if (at >= all.length) {
          return -1;
        }
        int end = Arrays.stream(ends).filter(one -> one > at).findFirst().orElse(all.length);
        int count = Math.min(length, end - at);
        System.arraycopy(all, at, target, offset, count);
        at += count;
        return count;
      }
    };
  }

  @Test
  void sortsFramesByStreamWhereverTheyAreSplit() throws IOException {
    var all = joined(frame(1, "out"), frame(2, "error \u00fc"), frame(1, ""), frame(1, "put"));
    for (int first = 0; first <= all.length; first++) {
      for (int second = first; second <= all.length; second++) {
        output.reset();
        errors.reset();
        HijackedStream.copyFrames(pieces(all, first, second), output, errors);

        assertThat(output).as("split at %d and %d", first, second).hasToString("output");
        assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo("error \u00fc");
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void passesLargeFramesOfEveryByteOn(long seed) throws IOException {
    var random = new Random(seed);
    var first = new byte[random.nextInt(40_000, 200_000)];
    var second = new byte[random.nextInt(40_000, 200_000)];
    random.nextBytes(first);
    random.nextBytes(second);
    var all = joined(frame(1, first), frame(2, second));
    HijackedStream.copyFrames(new ByteArrayInputStream(all), output, errors);

    assertThat(output.toByteArray()).isEqualTo(first);
    assertThat(errors.toByteArray()).isEqualTo(second);
  }

  @Test
  void anEngineThatClosesInTheMiddleOfAFrameIsTold() {
    var all = frame(1, "output");
    for (int end = 8; end < all.length; end++) {
      var cut = Arrays.copyOf(all, end);
      output.reset();

      assertThatThrownBy(
              () -> HijackedStream.copyFrames(new ByteArrayInputStream(cut), output, errors))
          .as("after %d bytes", end)
          .isInstanceOf(EOFException.class)
          .hasMessage("the engine closed the connection in the middle of a frame");
      assertThat(output).hasToString("output".substring(0, end - 8));
    }
  }

  @Test
  void anEngineThatClosesInTheMiddleOfAHeaderIsTold() {
    for (int end = 1; end < 8; end++) {
      var cut = Arrays.copyOf(frame(1, "output"), end);

      assertThatThrownBy(
              () -> HijackedStream.copyFrames(new ByteArrayInputStream(cut), output, errors))
          .as("after %d bytes", end)
          .isInstanceOf(EOFException.class)
          .hasMessage("the engine closed the connection in the middle of a frame");
    }
  }

  @Test
  void anEngineThatDiesInTheMiddleOfAFrameIsToldThroughTheSocketToo()
      throws IOException, ExecutionException, InterruptedException {
    var served =
        serve(
            (in, out) -> {
              send(out, UPGRADED);
              out.write(frame(2, "half"), 0, 10);
            });
    try (var stream = open()) {
      assertThatThrownBy(() -> HijackedStream.copyFrames(stream.input(), output, errors))
          .isInstanceOf(EOFException.class);
    }

    assertThat(errors).hasToString("ha");
    served.get();
  }
}
