package dev.jcross.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.TarSink;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Files into a container and out of it. */
final class ArchiveTransfer {
  private final DockerClient client;
  private final String container;

  ArchiveTransfer(DockerClient client, String container) {
    this.client = client;
    this.container = container;
  }

  void in(String directory, InputStream tar) throws IOException, ContainerGone {
    var source = new Remembering(tar);
    try {
      client
          .copyArchiveToContainerCmd(container)
          .withRemotePath(directory)
          .withTarInputStream(source)
          .exec();
    } catch (RuntimeException e) {
      source.rethrow();
      if (gone()) {
        throw new ContainerGone(container);
      }
      throw e;
    }
  }

  boolean out(String path, TarSink sink) throws IOException, ContainerGone {
    InputStream body;
    try {
      body = client.copyArchiveFromContainerCmd(container, path).exec();
    } catch (NotFoundException e) {
      if (gone()) {
        throw new ContainerGone(container);
      }
      return false;
    }
    var tar = new Remembering(body);
    try (tar) {
      sink.accept(tar);
    } catch (IOException e) {
      if (tar.failure.isPresent()) {
        throw new EngineFailed(e);
      }
      throw e;
    }
    return true;
  }

  private boolean gone() {
    try {
      client.inspectContainerCmd(container).exec();
      return false;
    } catch (NotFoundException e) {
      return true;
    }
  }

  /** The connection broke, not the file at its end. */
  static final class EngineFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineFailed(IOException cause) {
      super(cause);
    }
  }

  /** Knows afterwards whether it was this end that failed. */
  private static final class Remembering extends FilterInputStream {
    private volatile Optional<IOException> failure = Optional.empty();

    Remembering(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        failure = Optional.of(e);
        throw e;
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (IOException e) {
        failure = Optional.of(e);
        throw e;
      }
    }

    void rethrow() throws IOException {
      if (failure.isPresent()) {
        throw failure.get();
      }
    }
  }
}
