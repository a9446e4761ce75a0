package dev.jcross.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An engine that has answered: the way there, what it is, and clients of it. */
final class LiveEngine implements AutoCloseable {
  private final EngineLink link;
  private final Handshake handshake;
  private final DockerEndpoint endpoint;
  private final Object making = new Object();
  private volatile @Nullable DockerClient client;
  private volatile @Nullable EngineInfo info;

  private LiveEngine(EngineLink link, Handshake handshake, DockerEndpoint endpoint) {
    this.link = link;
    this.handshake = handshake;
    this.endpoint = endpoint;
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
      return new LiveEngine(link, Handshake.with(link), endpoint);
    } catch (IOException e) {
      link.close();
      throw Failures.unreachable(e, endpoint);
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }

  EngineLink link() {
    return link;
  }

  Handshake handshake() {
    return handshake;
  }

  /**
   * docker-java's client. Made for the first call that needs it: with its transport, TLS and data
   * binding it takes longer than all else that a build with nothing to do has to wait for.
   */
  DockerClient client() {
    var known = client;
    if (known == null) {
      synchronized (making) {
        known = client;
        if (known == null) {
          known = makeClient();
          client = known;
        }
      }
    }
    return known;
  }

  private DockerClient makeClient() {
    var logins = new RegistryLogins(endpoint.machine(), handshake.podman());
    var config = new ClientConfig(link.address(), handshake.api(), logins);
    var transport = new ApacheDockerHttpClient.Builder().dockerHost(link.address()).build();
    return DockerClientImpl.getInstance(config, transport);
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
    var made = client;
    if (made != null) {
      try {
        made.close();
      } catch (IOException e) {
        // The connections of a process that is about to end.
      }
    }
    link.close();
  }
}
