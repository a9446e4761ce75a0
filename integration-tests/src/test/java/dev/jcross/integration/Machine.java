package dev.jcross.integration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

  static int freePort(InetAddress address) throws IOException {
    try (var socket = new ServerSocket(0, 1, address)) {
      return socket.getLocalPort();
    }
  }
}
