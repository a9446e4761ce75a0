package dev.jcross.integration;

import com.github.dockerjava.api.model.AuthConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;

/**
 * Debian's registry in a container, on this machine's loopback: an engine takes that without TLS.
 */
final class Registry implements AutoCloseable {
  static final String USER = "ferris";
  static final String PASSWORD = "crab apple";
  private static final String HASH = "$2y$05$NS3yowjcS7eYhRst0mxozesRthDtnXpbs6N0KJqRqFT//enJOcyLS";

  private static final String CONFIG =
      """
      version: 0.1
      storage:
        filesystem:
          rootdirectory: /var/lib/docker-registry
      http:
        addr: :5000
      """;
  private static final String AUTH =
      """
      auth:
        htpasswd:
          realm: jcross
          path: /etc/docker/registry/users
      """;

  private static final String STORAGE = "/var/lib/docker-registry/docker/registry/v2";

  private final GenericContainer<?> container;
  private final boolean locked;

  private Registry(GenericContainer<?> container, boolean locked) {
    this.container = container;
    this.locked = locked;
  }

  /**
   * Starts one.
   *
   * @param locked whether it asks for a name and a password
   */
  static Registry start(boolean locked) {
    var image =
        new ImageFromDockerfile("localhost/jcross-it/registry:1", false)
            .withDockerfileFromBuilder(
                builder ->
                    builder
                        .from("debian:trixie-slim")
                        .run("apt-get update && apt-get install -y docker-registry")
                        .cmd("docker-registry", "serve", "/etc/docker/registry/config.yml"));
    var container =
        new GenericContainer<>(image)
            .withExposedPorts(5000)
            .withCopyToContainer(
                Transferable.of(CONFIG + (locked ? AUTH : "")), "/etc/docker/registry/config.yml")
            .withCopyToContainer(
                Transferable.of(USER + ":" + HASH + "\n"), "/etc/docker/registry/users")
            .waitingFor(
                Wait.forHttp("/v2/").forStatusCodeMatching(code -> code == 200 || code == 401));
    container.start();
    return new Registry(container, locked);
  }

  /** What stands in front of the names of its images. */
  String host() {
    return "127.0.0.1:" + container.getMappedPort(5000);
  }

  /** Takes a local image in, under a name of the registry's, and removes that name again. */
  String push(String image, String name) throws InterruptedException {
    var reference = host() + "/" + name;
    int colon = reference.lastIndexOf(':');
    var client = Workbench.client();
    client.tagImageCmd(image, reference.substring(0, colon), reference.substring(colon + 1)).exec();
    var push = client.pushImageCmd(reference);
    login().ifPresent(push::withAuthConfig);
    push.start().awaitCompletion();
    client.removeImageCmd(reference).exec();
    return reference;
  }

  private Optional<AuthConfig> login() {
    return locked
        ? Optional.of(
            new AuthConfig().withRegistryAddress(host()).withUsername(USER).withPassword(PASSWORD))
        : Optional.empty();
  }

  /** Where it keeps the bytes of a digest. */
  static String file(String digest) {
    var hex = digest.substring("sha256:".length());
    return STORAGE + "/blobs/sha256/" + hex.substring(0, 2) + "/" + hex + "/data";
  }

  /** Where it keeps that a repository has a manifest. */
  static String revision(String repository, String digest) {
    return STORAGE
        + "/repositories/"
        + repository
        + "/_manifests/revisions/"
        + digest.replace(':', '/');
  }

  /** Runs a line of the shell's in its container, up to the first command that fails. */
  String shell(String line) {
    try {
      var done = container.execInContainer("sh", "-euc", line);
      if (done.getExitCode() != 0) {
        throw new IllegalStateException(line + ": " + done.getStderr());
      }
      return done.getStdout();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What {@code docker login} writes into its settings. */
  String settings() {
    var pair =
        Base64.getEncoder()
            .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    return "{\"auths\": {\"" + host() + "\": {\"auth\": \"" + pair + "\"}}}";
  }

  /** A program that keeps the password, as docker/docker-credential-helpers are called. */
  String helper() {
    return String.join(
        "\n",
        List.of(
            "#!/bin/sh",
            "[ \"$1\" = get ] || exit 2",
            "read -r server",
            "[ \"$server\" = " + host() + " ] || { echo 'credentials not found'; exit 1; }",
            "echo '{\"ServerURL\": \""
                + host()
                + "\", \"Username\": \""
                + USER
                + "\", \"Secret\": \""
                + PASSWORD
                + "\"}'",
            ""));
  }

  @Override
  public void close() {
    container.stop();
  }
}
