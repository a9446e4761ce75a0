package dev.jcross.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.TarSink;
import java.io.IOException;
import java.io.InputStream;

/** Files into a container and out of it. */
final class ArchiveTransfer {
  private final DockerClient client;
  private final String container;

  ArchiveTransfer(DockerClient client, String container) {
    this.client = client;
    this.container = container;
  }

  void in(String directory, InputStream tar) throws IOException, ContainerGone {
    var source = new RememberingStream(tar);
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
    var tar = new RememberingStream(body);
    try (tar) {
      sink.accept(tar);
    } catch (IOException e) {
      if (tar.failed()) {
        throw new RememberingStream.EngineFailed(e);
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
}
