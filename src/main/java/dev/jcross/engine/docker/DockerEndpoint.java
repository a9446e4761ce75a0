package dev.jcross.engine.docker;

import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where an engine may answer, and who said so. */
public final class DockerEndpoint {
  private final String text;
  private final String origin;
  private final Address address;
  private final Machine machine;

  DockerEndpoint(String text, String origin, Address address, Machine machine) {
    this.text = text;
    this.origin = origin;
    this.address = address;
    this.machine = machine;
  }

  /** As it was written, such as {@code unix:///var/run/docker.sock}. */
  public String text() {
    return text;
  }

  /** Who named it, such as {@code DOCKER_HOST} or {@code context 'desktop-linux'}. */
  String origin() {
    return origin;
  }

  Address address() {
    return address;
  }

  Machine machine() {
    return machine;
  }

  /**
   * The endpoint to use: {@code CROSS_CONTAINER_ENGINE} chooses between Docker and Podman. Docker
   * is at {@code DOCKER_HOST}, in the current context, or at its usual sockets; Podman at {@code
   * CONTAINER_HOST}, at its usual sockets, or where its program alone exists, at one that it serves
   * meanwhile. The first that is named or exists.
   *
   * @throws dev.jcross.problem.ProblemException ENGINE_MISSING if there is none
   */
  public static DockerEndpoint locate(Map<String, String> environment, Path home) {
    return new Search(new Machine(environment, home)).run();
  }

  private static final class Search {
    private final Machine machine;
    private final EngineChoice choice;
    private final List<String> looked = new ArrayList<>();

    Search(Machine machine) {
      this.machine = machine;
      this.choice = EngineChoice.of(machine);
    }

    DockerEndpoint run() {
      var docker = choice.docker() ? docker() : Optional.<DockerEndpoint>empty();
      // A socket that the caller may not use is no reason to pass a Podman over that would do.
      if (docker.isPresent() && (!choice.podman() || usable(docker.get()))) {
        return docker.get();
      }
      var podman = choice.podman() ? podman() : Optional.<DockerEndpoint>empty();
      return podman.or(() -> docker).orElseThrow(this::missing);
    }

    private static boolean usable(DockerEndpoint endpoint) {
      return !(endpoint.address instanceof Address.UnixSocket(var path))
          || !endpoint.origin.startsWith("/")
          || Files.isWritable(path);
    }

    private Optional<DockerEndpoint> docker() {
      var host = machine.variable("DOCKER_HOST");
      if (host.isPresent()) {
        var parser = new AddressParser("DOCKER_HOST", tls(), Optional.empty(), false);
        return Optional.of(named(host.get(), "DOCKER_HOST", parser));
      }
      return new DockerContexts(machine).current().or(() -> existing(dockerSockets()));
    }

    private DockerEndpoint named(String host, String origin, AddressParser parser) {
      return new DockerEndpoint(host, origin, parser.parse(host), machine);
    }

    /** As Docker's client takes its variables. */
    private Optional<TlsMaterial> tls() {
      boolean verify = machine.variable("DOCKER_TLS_VERIFY").isPresent();
      return verify || machine.variable("DOCKER_TLS").isPresent()
          ? Optional.of(
              TlsMaterial.in(
                  machine.directory("DOCKER_CERT_PATH").orElseGet(machine::dockerConfig), verify))
          : Optional.empty();
    }

    private Optional<DockerEndpoint> podman() {
      var host = machine.variable("CONTAINER_HOST");
      if (host.isPresent()) {
        var parser =
            new AddressParser(
                "CONTAINER_HOST", Optional.empty(), machine.directory("CONTAINER_SSHKEY"), true);
        return Optional.of(named(host.get(), "CONTAINER_HOST", parser));
      }
      var sockets = podmanSockets();
      var program = choice.podmanProgram(machine);
      if (program.isEmpty()) {
        return existing(sockets);
      }
      // A socket may be left of a service that ended.
      return existing(sockets.stream().filter(Search::answers).toList())
          .or(
              () ->
                  Optional.of(
                      new DockerEndpoint(
                          program.get() + " system service",
                          program.get().toString(),
                          new Address.PodmanProgram(program.get()),
                          machine)));
    }

    private static boolean answers(Path socket) {
      try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        return channel.connect(UnixDomainSocketAddress.of(socket));
      } catch (IOException | RuntimeException e) {
        return false;
      }
    }

    private Optional<DockerEndpoint> existing(List<Path> sockets) {
      sockets.forEach(socket -> looked.add(socket.toString()));
      return sockets.stream()
          .filter(Files::exists)
          .findFirst()
          .map(
              socket ->
                  new DockerEndpoint(
                      "unix://" + socket,
                      socket.toString(),
                      new Address.UnixSocket(socket),
                      machine));
    }

    private List<Path> dockerSockets() {
      var sockets = new ArrayList<Path>();
      runtimeDirectory().ifPresent(run -> sockets.add(run.resolve("docker.sock")));
      sockets.add(Path.of("/var/run/docker.sock"));
      sockets.add(machine.home().resolve(".docker/run/docker.sock"));
      sockets.add(machine.home().resolve(".docker/desktop/docker.sock"));
      return sockets;
    }

    private List<Path> podmanSockets() {
      var sockets = new ArrayList<Path>();
      runtimeDirectory().ifPresent(run -> sockets.add(run.resolve("podman/podman.sock")));
      sockets.add(Path.of("/run/podman/podman.sock"));
      return sockets;
    }

    /** A login by su or cron sets no variable for it. */
    private Optional<Path> runtimeDirectory() {
      return machine
          .directory("XDG_RUNTIME_DIR")
          .or(
              () -> {
                try {
                  var uid = Files.getAttribute(machine.home(), "unix:uid");
                  return Optional.of(Path.of("/run/user/" + uid)).filter(Files::isDirectory);
                } catch (IOException | RuntimeException e) {
                  return Optional.empty();
                }
              });
    }

    private RuntimeException missing() {
      if (choice.podman()) {
        looked.add("podman in PATH");
      }
      return Problem.error(
              ProblemCode.ENGINE_MISSING,
              "no container engine found" + (choice.docker() ? "" : ": Podman was asked for"))
          .with(List.of("looked for: " + String.join(", ", looked)))
          .help(
              "install "
                  + (choice.docker()
                      ? "Docker or Podman and start it, for example: sudo apt-get install docker.io"
                      : "Podman, for example: sudo apt-get install podman")
                  + "\nthen look again with: jcross doctor")
          .asException();
    }
  }
}
