package dev.jcross.integration.attacks;

import java.util.regex.Pattern;

/**
 * Something that a build script or a procedural macro tries while it is compiled. The program that
 * tries it is {@code attacks/build.rs}.
 */
public enum Attack {
  DNS("asks a name server", "failed to lookup address information.*", Guard.NETWORK),
  TCP("connects to an address on the internet", "Network is unreachable.*", Guard.NETWORK),
  UDP("sends a datagram", "Network is unreachable.*", Guard.NETWORK),
  LOOPBACK(
      "connects to a server on this machine's loopback", "Connection refused.*", Guard.NETWORK),
  ABSTRACT_SOCKET(
      "connects to an abstract Unix socket of this machine", "Connection refused.*", Guard.NETWORK),
  NETWORK_NAMESPACE("makes a network namespace", ".*Operation not permitted.*", Guard.CAPABILITIES),
  ENGINE_SOCKET("opens the engine's socket", "No such file.*", Guard.MOUNTS),
  HOME("reads the caller's home", "No such file.*", Guard.MOUNTS),
  CARGO_CREDENTIALS("reads cargo's credentials", "No such file.*", Guard.MOUNTS),
  SSH_AGENT("finds the SSH agent", "not set", Guard.ENVIRONMENT),
  ENVIRONMENT("finds tokens in its environment", "none", Guard.ENVIRONMENT),
  ENVIRONMENT_OF_INIT("finds tokens in the environment of process 1", "none", Guard.ENVIRONMENT),
  PROCESSES("sees processes of this machine", "none", Guard.PROCESSES),
  WRITE_SYSTEM("writes into the image", "Read-only file system.*", Guard.READ_ONLY),
  WRITE_CRATES("changes a downloaded crate", "Read-only file system.*", Guard.READ_ONLY),
  WRITE_SOURCES(
      "changes the sources in a --locked build", "Read-only file system.*", Guard.READ_ONLY),
  PRIVILEGES("gets other rights by a set-uid program", "no new privileges: 1", Guard.PRIVILEGES),
  CAPABILITIES("has capabilities", "0000000000000000", Guard.CAPABILITIES),
  MOUNT("mounts a file system", ".*(permission denied|not permitted).*", Guard.CAPABILITIES),
  DEVICE("makes a device", ".*Operation not permitted.*", Guard.CAPABILITIES),
  USER_NAMESPACE("makes a user namespace", ".*Operation not permitted.*", Guard.CAPABILITIES),
  FORK_BOMB(
      "starts processes without end", "Resource temporarily unavailable.*", Guard.PROCESS_LIMIT),
  DAEMON("leaves a process running", "ended", Guard.SWEEP);

  /** What stops it. */
  enum Guard {
    NETWORK("the container has no network but a loopback of its own"),
    MOUNTS("nothing of that is mounted"),
    ENVIRONMENT("variables that nobody passed through stay outside"),
    PROCESSES("the container has process numbers of its own"),
    READ_ONLY("it is mounted read-only"),
    PRIVILEGES("`no-new-privileges`"),
    CAPABILITIES("all capabilities are dropped, and the engine's system call filter is on"),
    PROCESS_LIMIT("a limit of 4096 processes"),
    SWEEP("the container's first process ends what a command leaves behind");

    private final String text;

    Guard(String text) {
      this.text = text;
    }
  }

  private final String attempt;
  private final Pattern outcome;
  private final Guard guard;

  Attack(String attempt, String outcome, Guard guard) {
    this.attempt = attempt;
    this.outcome = Pattern.compile(outcome, Pattern.DOTALL);
    this.guard = guard;
  }

  /** What it comes to where it is stopped. */
  public Pattern outcome() {
    return outcome;
  }

  String row() {
    return "| " + attempt + " | " + guard.text + " |";
  }
}
