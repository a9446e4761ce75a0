package dev.jcross.integration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;

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
}
