package dev.jcross.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.LoadResponseItem;
import dev.jcross.engine.TarSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Images out of an engine and into it. */
final class ImageArchive {
  private final DockerClient client;

  ImageArchive(DockerClient client) {
    this.client = client;
  }

  void save(List<String> references, TarSink sink) throws IOException {
    var command = client.saveImagesCmd();
    for (var reference : references) {
      // The part behind the last colon: of a name its tag, of an id its digits.
      int colon = reference.lastIndexOf(':');
      command.withImage(reference.substring(0, colon), reference.substring(colon + 1));
    }
    var tar = new RememberingStream(command.exec());
    try (tar) {
      sink.accept(tar);
    } catch (IOException e) {
      if (tar.failed()) {
        throw new RememberingStream.EngineFailed(e);
      }
      throw e;
    }
  }

  void load(InputStream tar) throws IOException {
    var source = new RememberingStream(tar);
    var answer = new Answer();
    try {
      client.loadImageAsyncCmd(source).exec(answer).awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (RuntimeException e) {
      source.rethrow();
      throw e;
    }
    if (answer.error.isPresent()) {
      throw new DockerException(answer.error.get(), 500);
    }
  }

  /** What goes wrong once the archive is being read comes with a status that calls it well. */
  private static final class Answer extends ResultCallback.Adapter<LoadResponseItem> {
    private volatile Optional<String> error = Optional.empty();

    @Override
    public void onNext(LoadResponseItem item) {
      var detail = item.getErrorDetail();
      if (detail != null) {
        error = Optional.of(Optional.ofNullable(detail.getMessage()).orElse("unknown reason"));
      }
    }
  }
}
