package dev.jcross.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An engine that has answered: the way there, what it is, and a client of it. */
final class LiveEngine implements AutoCloseable {
  private final EngineLink link;
  private final Handshake handshake;
  private final DockerClient client;
  private volatile @Nullable EngineInfo info;

  private LiveEngine(EngineLink link, Handshake handshake, DockerClient client) {
    this.link = link;
    this.handshake = handshake;
    this.client = client;
  }

  /**
   * Opens the way and says hello.
   *
   * @throws dev.jcross.problem.ProblemException if nothing of use answers
   */
  static LiveEngine at(DockerEndpoint endpoint) {
    EngineLink link;
    try {
      link = EngineLink.open(endpoint);
    } catch (IOException e) {
      throw Failures.unreachable(e, endpoint);
    }
    try {
      return over(link, endpoint);
    } catch (IOException e) {
      link.close();
      throw Failures.unreachable(e, endpoint);
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }

  private static LiveEngine over(EngineLink link, DockerEndpoint endpoint) throws IOException {
    var handshake = Handshake.with(link);
    var logins = new RegistryLogins(endpoint.machine(), handshake.podman());
    var config = new ClientConfig(link.address(), handshake.api(), logins);
    var transport = new ApacheDockerHttpClient.Builder().dockerHost(link.address()).build();
    return new LiveEngine(link, handshake, DockerClientImpl.getInstance(config, transport));
  }

  EngineLink link() {
    return link;
  }

  Handshake handshake() {
    return handshake;
  }

  DockerClient client() {
    return client;
  }

  /** Asked for once. */
  EngineInfo info() throws IOException {
    var known = info;
    if (known == null) {
      known = EngineInfo.of(raw().get("/info"));
      info = known;
    }
    return known;
  }

  RawCalls raw() {
    return new RawCalls(link, prefix());
  }

  /** Of the paths of all calls. */
  String prefix() {
    return "/v" + handshake.api();
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      // The connections of a process that is about to end.
    }
    link.close();
  }
}
