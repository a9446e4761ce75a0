package dev.jcross.integration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real sshd that serves git repositories to whoever has the one key, and a real agent that has
 * it. Logins are those of whoever runs the tests.
 */
final class SshServer implements AutoCloseable {
  private final Path directory;
  private final InetAddress address;
  private final int port;
  private final Process server;
  private final Process agent;

  private SshServer(Path directory, InetAddress address, int port, Process server, Process agent) {
    this.directory = directory;
    this.address = address;
    this.port = port;
    this.server = server;
    this.agent = agent;
  }

  /**
   * Starts both.
   *
   * @param directory for keys and sockets; empty, its path short
   */
  static SshServer start(Path directory, InetAddress address) throws IOException {
    for (var key : List.of("host", "user", "stranger")) {
      Commands.run(
          directory,
          Map.of(),
          List.of(
              Machine.program("ssh-keygen"),
              "-q",
              "-t",
              "ed25519",
              "-N",
              "",
              "-f",
              key,
              "-C",
              key));
    }
    Files.writeString(
        directory.resolve("authorized_keys"),
        "restrict,command=\"git-shell -c \\\"$SSH_ORIGINAL_COMMAND\\\"\" "
            + Files.readString(directory.resolve("user.pub")));
    int port = Machine.freePort(address);
    Files.writeString(
        directory.resolve("sshd_config"),
        """
        Port %d
        ListenAddress %s
        HostKey %s/host
        AuthorizedKeysFile %s/authorized_keys
        AuthenticationMethods publickey
        PermitRootLogin yes
        StrictModes no
        UsePAM no
        PidFile none
        """
            .formatted(port, address.getHostAddress(), directory, directory));
    if (OrdinaryUser.isRoot()) {
      // Its own service would have made it.
      Files.createDirectories(Path.of("/run/sshd"));
    }
    var server =
        new ProcessBuilder(Machine.program("sshd"), "-D", "-e", "-f", directory + "/sshd_config")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("sshd.log").toFile())
            .start();
    var agent =
        new ProcessBuilder(Machine.program("ssh-agent"), "-D", "-a", directory + "/agent")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("agent.log").toFile())
            .start();
    var all = new SshServer(directory, address, port, server, agent);
    Eventually.within(Duration.ofSeconds(20), "sshd answers", all::answers);
    Eventually.within(
        Duration.ofSeconds(20), "the agent answers", () -> Files.exists(all.socket()));
    all.add("user");
    return all;
  }

  private boolean answers() {
    assumeTrue(server.isAlive(), "sshd does not run here");
    try (var socket = new Socket(address, port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private void add(String key) {
    Commands.run(
        directory,
        Map.of("SSH_AUTH_SOCK", socket().toString()),
        List.of(Machine.program("ssh-add"), "-q", key));
  }

  /** From now on the agent has a key that the server does not take. */
  void changeKeys() {
    Commands.run(
        directory,
        Map.of("SSH_AUTH_SOCK", socket().toString()),
        List.of(Machine.program("ssh-add"), "-q", "-D"));
    add("stranger");
  }

  /** The agent's. */
  Path socket() {
    return directory.resolve("agent");
  }

  String url(GitRepository repository) {
    return "ssh://%s@%s:%d%s"
        .formatted(
            System.getProperty("user.name"),
            address.getHostAddress(),
            port,
            repository.directory());
  }

  /** A line for a list of known servers. */
  String knownHost() throws IOException {
    return "[%s]:%d %s"
        .formatted(address.getHostAddress(), port, Files.readString(directory.resolve("host.pub")));
  }

  /** A part of the private key that nobody may see. */
  String secret() throws IOException {
    return Files.readAllLines(directory.resolve("user")).get(2);
  }

  /** Where a home with a list of known servers lies. */
  Path home(boolean knowsTheServer) throws IOException {
    var home = Files.createTempDirectory(directory, "home-");
    var ssh = Files.createDirectory(home.resolve(".ssh"));
    Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(ssh.resolve("known_hosts"), knowsTheServer ? knownHost() : "");
    return home;
  }

  @Override
  public void close() {
    server.destroy();
    agent.destroy();
  }
}
