package dev.jcross.engine.docker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.github.dockerjava.api.exception.DockerException;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ExecSpec;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One command in a running container. */
final class Execution {
  private static final JsonFactory JSON = new JsonFactory();

  private final LiveEngine engine;
  private final RawCalls raw;

  Execution(LiveEngine engine) {
    this.engine = engine;
    this.raw = engine.raw();
  }

  int run(String container, ExecSpec spec) throws ContainerGone, IOException {
    var id = create(container, spec);
    boolean terminal = spec.terminal().isPresent();
    var start = "{\"Detach\":false,\"Tty\":" + terminal + "}";
    try (var stream = open(container, id, start.getBytes(StandardCharsets.UTF_8))) {
      spec.input().ifPresent(input -> forward(input, stream));
      spec.terminal()
          .ifPresent(
              asked -> {
                resize(id, asked.size());
                asked.onResize().accept(size -> resize(id, size));
              });
      if (terminal) {
        HijackedStream.copyRaw(stream.input(), spec.output());
      } else {
        HijackedStream.copyFrames(stream.input(), spec.output(), spec.errors());
      }
    }
    return exitStatus(id);
  }

  private String create(String container, ExecSpec spec) throws ContainerGone, IOException {
    try {
      return raw.post("/containers/" + RawCalls.encode(container) + "/exec", wanted(spec))
          .path("Id")
          .asText();
    } catch (DockerException e) {
      throw goneOr(e, e.getHttpStatus(), container);
    }
  }

  private static byte[] wanted(ExecSpec spec) throws IOException {
    var json = new ByteArrayOutputStream();
    try (var out = JSON.createGenerator(json)) {
      out.writeStartObject();
      write(out, "Cmd", spec.command());
      write(out, "Env", Environment.lines(spec.environment()));
      out.writeStringField("WorkingDir", spec.workingDirectory());
      out.writeBooleanField("AttachStdin", spec.input().isPresent());
      out.writeBooleanField("AttachStdout", true);
      out.writeBooleanField("AttachStderr", true);
      out.writeBooleanField("Tty", spec.terminal().isPresent());
      out.writeEndObject();
    }
    return json.toByteArray();
  }

  private static void write(JsonGenerator out, String name, List<String> values)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (var value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
  }

  private HijackedStream open(String container, String id, byte[] start)
      throws ContainerGone, IOException {
    try {
      return HijackedStream.open(engine.link(), engine.prefix() + "/exec/" + id + "/start", start);
    } catch (HijackedStream.Refused e) {
      throw goneOr(e, e.status(), container);
    }
  }

  /** Docker has a status for it, Podman its words. */
  private static <E extends Exception> E goneOr(E refusal, int status, String container)
      throws ContainerGone {
    var reason = Text.of(refusal.getMessage());
    if (status == 404
        || status == 409
        || Failures.gone(reason)
        || reason.contains("container state improper")) {
      throw new ContainerGone(container);
    }
    return refusal;
  }

  /** On a thread of its own: a read from a terminal cannot be interrupted. */
  private static void forward(InputStream input, HijackedStream stream) {
    Thread.ofPlatform()
        .daemon()
        .name("jcross-input")
        .start(
            () -> {
              try {
                var buffer = new byte[8192];
                for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                  stream.output().write(buffer, 0, read);
                  stream.output().flush();
                }
                stream.endOutput();
              } catch (IOException e) {
                // The command ended and reads no more.
              }
            });
  }

  private void resize(String id, ExecSpec.Size size) {
    if (size.columns() < 1 || size.rows() < 1) {
      return;
    }
    try {
      engine.client().resizeExecCmd(id).withSize(size.rows(), size.columns()).exec();
    } catch (RuntimeException e) {
      // The command may have ended in between; a wrong size is no reason to fail.
    }
  }

  /** The engine may close the stream a moment before it knows the exit status. */
  private int exitStatus(String id) throws IOException {
    for (int attempt = 0; ; attempt++) {
      var facts = inspect(id);
      var code = facts.path("ExitCode");
      if (!facts.path("Running").asBoolean(false) && code.isNumber()) {
        return (int) (code.asLong(0) & 0xFF);
      }
      if (attempt == 100) {
        throw lost();
      }
      try {
        Thread.sleep(Math.min(5L + attempt * 5L, 100));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw lost();
      }
    }
  }

  private Json inspect(String id) throws IOException {
    try {
      return raw.get("/exec/" + id + "/json");
    } catch (DockerException e) {
      throw lost();
    }
  }

  private static RuntimeException lost() {
    return Problem.error(
            ProblemCode.ENGINE_LOST, "the container ended while the command was running in it")
        .help("run the command again; if it happens again, look for memory limits: dmesg | tail")
        .asException();
  }
}
