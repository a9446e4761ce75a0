package dev.jcross.integration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The engine of this machine, through an sshd with keys and settings of its own. jcross runs a
 * program {@code ssh} that reads those settings and nothing of the user's.
 */
final class DockerBySsh extends EngineWay {
  private Path directory = Path.of("/");
  private Optional<Process> sshd = Optional.empty();
  private int port;

  DockerBySsh() {
    super("through ssh");
  }

  @Override
  void start() throws IOException {
    assumeTrue(OrdinaryUser.isRoot(), "sshd for tests is started by root");
    var server = program("sshd");
    program("docker");
    var keygen = program("ssh-keygen");
    directory = Files.createTempDirectory("jcross-it-ssh-").toRealPath();
    // Of Debian's sshd; its service makes it at other times.
    Files.createDirectories(Path.of("/run/sshd"));
    for (var key : List.of("host", "user", "stranger")) {
      Commands.run(List.of(keygen.toString(), "-q", "-t", "ed25519", "-N", "", "-f", file(key)));
    }
    port = Machine.freePort(InetAddress.getLoopbackAddress());
    Files.writeString(
        directory.resolve("sshd_config"),
        """
        Port %d
        ListenAddress 127.0.0.1
        HostKey %s
        AuthorizedKeysFile %s
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PidFile none
        """
            .formatted(port, file("host"), file("user.pub")));
    var hostKey = Files.readString(directory.resolve("host.pub")).split(" ", -1);
    Files.writeString(
        directory.resolve("known_hosts"),
        "[127.0.0.1]:%d %s %s%n".formatted(port, hostKey[0], hostKey[1]));
    Files.writeString(directory.resolve("ssh_config"), clientConfig("user", "known_hosts"));
    var wrapper = Files.createDirectory(directory.resolve("bin")).resolve("ssh");
    Files.writeString(
        wrapper, "#!/bin/sh\nexec %s -F %s \"$@\"\n".formatted(program("ssh"), file("ssh_config")));
    Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
    sshd =
        Optional.of(
            new ProcessBuilder(server.toString(), "-D", "-e", "-f", file("sshd_config"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("sshd.log").toFile())
                .start());
    Eventually.within(Duration.ofSeconds(20), "sshd listens", this::listens);
  }

  private String clientConfig(String key, String hosts) {
    return """
    Host *
      IdentityFile %s
      IdentitiesOnly yes
      UserKnownHostsFile %s
      GlobalKnownHostsFile /dev/null
      StrictHostKeyChecking yes
      BatchMode yes
    """
        .formatted(file(key), file(hosts));
  }

  /** From now on ssh shows a key that the server does not know. */
  void useTheWrongKey() throws IOException {
    Files.writeString(directory.resolve("ssh_config"), clientConfig("stranger", "known_hosts"));
  }

  /** From now on the other machine has a shell and no engine's program. */
  void hideEngines() throws IOException {
    var shell = Files.createDirectory(directory.resolve("shell"));
    Files.createSymbolicLink(shell.resolve("sh"), Path.of("/bin/sh"));
    var key = directory.resolve("user.pub");
    Files.writeString(
        key,
        "command=\"PATH=%s; export PATH; eval \\\"$SSH_ORIGINAL_COMMAND\\\"\" %s"
            .formatted(shell, Files.readString(key)));
  }

  /** From now on ssh does not know the server. */
  void forgetTheHost() throws IOException {
    Files.writeString(directory.resolve("ssh_config"), clientConfig("user", "nothing"));
  }

  /** From now on ssh shares a login as its user said. */
  void shareLoginsAsTheUserSays() throws IOException {
    Files.writeString(
        directory.resolve("ssh_config"),
        clientConfig("user", "known_hosts")
            + "  ControlMaster auto\n  ControlPersist 5\n  ControlPath "
            + file("mine")
            + "\n");
  }

  /** The socket of that login. */
  Path sharedLogin() {
    return directory.resolve("mine");
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private boolean listens() {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** An address of it. */
  String address(String path) {
    return "ssh://" + System.getProperty("user.name", "root") + "@127.0.0.1:" + port + path;
  }

  /** What the server has to say, about logins for example. */
  String log() throws IOException {
    return Files.readString(directory.resolve("sshd.log"));
  }

  /** With all logins. */
  void stopServer() {
    sshd.ifPresent(
        process -> {
          var logins = process.descendants().toList();
          process.destroy();
          logins.forEach(ProcessHandle::destroy);
        });
  }

  @Override
  Map<String, String> environment() {
    return environment(address(""));
  }

  Map<String, String> environment(String host) {
    var environment = new HashMap<>(plainEnvironment());
    environment.put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("DOCKER_HOST", host);
    return environment;
  }

  @Override
  void stop() {
    stopServer();
    if (!directory.equals(Path.of("/"))) {
      Workbench.deleteAll(directory);
    }
  }
}
