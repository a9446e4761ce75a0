package dev.jcross.integration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.model.ContainerNetwork;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;

/** The machine that tests run on. */
final class Machine {
  private Machine() {}

  /** The address by which containers reach it. */
  static InetAddress seenByContainers() throws SocketException {
    var address =
        Optional.ofNullable(NetworkInterface.getByName("docker0"))
            .flatMap(
                bridge ->
                    bridge
                        .inetAddresses()
                        .filter(candidate -> candidate instanceof Inet4Address)
                        .findFirst());
    assumeTrue(address.isPresent(), "no docker0: the engine is on another machine");
    return address.orElseThrow();
  }

  /** The address by which a container reaches it; empty if the engine is on another machine. */
  static Optional<InetAddress> seenBy(GenericContainer<?> container) {
    // Before Docker 23 the network itself does not tell.
    return Optional.ofNullable(
            container.getContainerInfo().getNetworkSettings().getNetworks().get("bridge"))
        .map(ContainerNetwork::getGateway)
        .filter(address -> !address.isEmpty())
        .map(InetAddress::ofLiteral)
        .filter(Machine::has);
  }

  private static boolean has(InetAddress address) {
    try {
      return freePort(address) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** A program of the machine; a test is left out where there is none. */
  static String program(String name) {
    var found =
        Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/bin")
            .map(directory -> Path.of(directory, name))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), "this machine has no " + name);
    return found.orElseThrow().toString();
  }

  /** A port that nobody listens on. */
  static int freePort(InetAddress address) throws IOException {
    try (var socket = new ServerSocket(0, 1, address)) {
      return socket.getLocalPort();
    }
  }
}
