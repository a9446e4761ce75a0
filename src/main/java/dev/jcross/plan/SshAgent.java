package dev.jcross.plan;

import dev.jcross.config.Settings;
import dev.jcross.host.HostFacts;
import dev.jcross.project.CrateSources;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The caller's SSH agent, and the servers that the caller knows, for downloads. */
public final class SshAgent {
  /** Names the agent's socket, outside and inside. */
  public static final String VARIABLE = "SSH_AUTH_SOCK";

  /** Where a container has it. */
  public static final String SOCKET = "/run/jcross-ssh.sock";

  private SshAgent() {}

  /**
   * What cargo is told. The agent is named also where there is none, so that a failure is clear.
   */
  static Map<String, EnvironmentValue> environment(Settings settings) {
    var all = new TreeMap<String, EnvironmentValue>();
    if (settings.sshAgent().value()) {
      var origin = settings.sshAgent().origin().toString();
      all.put(VARIABLE, new EnvironmentValue(SOCKET, origin));
      // Git itself would start ssh, which the images do not hold; cargo speaks SSH without it.
      all.put("CARGO_NET_GIT_FETCH_WITH_CLI", new EnvironmentValue("false", origin));
    }
    return all;
  }

  /** The socket and the lists of known servers, as far as there are any. */
  static List<MountPlan> mounts(HostFacts host, Settings settings, CrateSources sources) {
    var mounts = new ArrayList<MountPlan>();
    if (settings.sshAgent().value()) {
      host.variable(VARIABLE)
          .flatMap(name -> socket(host, name))
          .ifPresent(socket -> mounts.add(new MountPlan.Bind(socket, SOCKET, true)));
      var known = sources.knownHosts();
      known
          .own()
          .map(file -> new MountPlan.Bind(file, Mounts.HOME + "/.ssh/known_hosts", true))
          .ifPresent(mounts::add);
      known
          .machines()
          .map(file -> new MountPlan.Bind(file, "/etc/ssh/ssh_known_hosts", true))
          .ifPresent(mounts::add);
    }
    return mounts;
  }

  private static Optional<Path> socket(HostFacts host, String name) {
    try {
      return Optional.of(host.workingDirectory().resolve(name).normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The host's socket that a container is handed. */
  public static Optional<Path> of(ContainerPlan container) {
    return container.mounts().stream()
        .filter(mount -> mount.target().equals(SOCKET) && mount instanceof MountPlan.Bind)
        .map(mount -> ((MountPlan.Bind) mount).source())
        .findFirst();
  }
}
