package dev.jcross.engine.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.Ulimit;
import com.github.dockerjava.api.model.Volume;
import dev.jcross.engine.ContainerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The flags of {@code docker run} that a user asks for, as docker/cli turns them into a request
 * (cli/command/container/opts.go).
 */
final class RunOptions {
  private final CreateContainerCmd command;
  private final HostConfig host;
  private final List<String> environment;
  private final Map<String, String> labels;
  private final Set<Capability> added;
  private final List<String> security;
  private final List<Volume> anonymous = new ArrayList<>();
  private final MountOptions mounts = new MountOptions();
  private final Map<String, String> sysctls = new HashMap<>();
  private final Map<String, String> memory;
  private final List<DeviceRequest> requests = new ArrayList<>();

  private RunOptions(CreateContainerCmd command, HostConfig host) {
    this.command = command;
    this.host = host;
    this.environment = new ArrayList<>(Arrays.asList(nonNull(command.getEnv())));
    this.labels = new HashMap<>(Objects.requireNonNullElse(command.getLabels(), Map.of()));
    this.added = EnumSet.noneOf(Capability.class);
    added.addAll(Arrays.asList(nonNull(host.getCapAdd())));
    this.security = new ArrayList<>(Objects.requireNonNullElse(host.getSecurityOpts(), List.of()));
    this.memory = new HashMap<>(Objects.requireNonNullElse(host.getTmpFs(), Map.of()));
  }

  private static String[] nonNull(String @Nullable [] values) {
    return values == null ? new String[0] : values;
  }

  private static Capability[] nonNull(Capability @Nullable [] values) {
    return values == null ? new Capability[0] : values;
  }

  /**
   * Adds the options to a request.
   *
   * @throws dev.jcross.problem.ProblemException VARIABLE_VALUE if a value makes no sense
   */
  static void apply(
      List<ContainerSpec.Option> options, CreateContainerCmd command, HostConfig host) {
    if (options.isEmpty()) {
      return;
    }
    var all = new RunOptions(command, host);
    for (var option : options) {
      try {
        all.add(option.flag(), option.value());
      } catch (IllegalArgumentException e) {
        throw OptionValues.refused(option, Text.of(e.getMessage()));
      }
    }
    all.finish();
  }

  private void add(String flag, String value) {
    switch (flag) {
      case "add-host" ->
          host.withExtraHosts(append(host.getExtraHosts(), value.replaceFirst("=", ":")));
      case "cap-add" -> added.add(capability(value));
      case "cap-drop" -> added.remove(capability(value));
      case "cgroup-parent" -> host.withCgroupParent(value);
      case "cpu-shares" -> host.withCpuShares(Integer.valueOf(value));
      case "cpus" -> host.withNanoCPUs(OptionValues.nanoCpus(value));
      case "cpuset-cpus" -> host.withCpusetCpus(value);
      case "device" -> device(value);
      case "dns" -> host.withDns(append(host.getDns(), value));
      case "dns-search" -> host.withDnsSearch(append(host.getDnsSearch(), value));
      case "env" -> environment(value);
      case "gpus" -> requests.add(OptionValues.gpus(value));
      case "group-add" -> host.withGroupAdd(append(host.getGroupAdd(), value));
      case "hostname" -> command.withHostName(value);
      case "ipc" -> host.withIpcMode(value);
      case "label" -> labels.put(OptionValues.before(value, '='), OptionValues.behind(value, '='));
      case "memory" -> host.withMemory(OptionValues.bytes(value));
      case "memory-swap" ->
          host.withMemorySwap(value.equals("-1") ? -1L : OptionValues.bytes(value));
      case "mount" -> mounts.mount(value);
      case "network" -> network(value);
      case "oom-score-adj" -> host.withOomScoreAdj(Integer.valueOf(value));
      case "pid" -> host.withPidMode(value);
      case "pids-limit" -> host.withPidsLimit(Long.valueOf(value));
      case "platform" -> command.withPlatform(value);
      case "privileged" -> host.withPrivileged(OptionValues.yes(value));
      case "read-only" -> host.withReadonlyRootfs(OptionValues.yes(value));
      case "runtime" -> host.withRuntime(value);
      case "security-opt" -> security(value);
      case "shm-size" -> host.withShmSize(OptionValues.bytes(value));
      case "stop-timeout" -> command.withStopTimeout(Integer.valueOf(value));
      case "sysctl" ->
          sysctls.put(OptionValues.before(value, '='), OptionValues.behind(value, '='));
      case "tmpfs" -> memory.put(OptionValues.before(value, ':'), OptionValues.behind(value, ':'));
      case "ulimit" -> ulimit(value);
      case "user" -> command.withUser(value);
      case "userns" -> host.withUsernsMode(value);
      case "volume" -> volume(value);
      case "workdir" -> command.withWorkingDir(value);
      default -> throw new IllegalStateException("a flag of the table is forgotten: " + flag);
    }
  }

  private void finish() {
    command.withEnv(environment).withLabels(labels).withVolumes(anonymous);
    var all = new ArrayList<Mount>(Objects.requireNonNullElse(host.getMounts(), List.of()));
    // Two mounts at one place are refused, and the user's word is the last.
    all.removeIf(mount -> mounts.targets().contains(mount.getTarget()));
    memory.keySet().removeAll(mounts.targets());
    all.removeIf(mount -> memory.containsKey(mount.getTarget()));
    all.addAll(mounts.mounts());
    host.withCapAdd(added.toArray(Capability[]::new))
        .withSecurityOpts(security)
        .withMounts(all)
        .withBinds(mounts.binds())
        .withTmpFs(memory)
        .withDeviceRequests(requests.isEmpty() ? null : requests);
    if (!sysctls.isEmpty()) {
      host.withSysctls(sysctls);
    }
  }

  private static String[] append(String @Nullable [] values, String value) {
    return Stream.concat(Arrays.stream(nonNull(values)), Stream.of(value)).toArray(String[]::new);
  }

  private static List<String> append(@Nullable List<String> values, String value) {
    var all = new LinkedHashSet<>(Objects.requireNonNullElse(values, List.of()));
    all.add(value);
    return List.copyOf(all);
  }

  private static Capability capability(String name) {
    var upper = name.toUpperCase(Locale.ROOT);
    return Capability.valueOf(upper.startsWith("CAP_") ? upper.substring(4) : upper);
  }

  private void environment(String value) {
    var name = OptionValues.before(value, '=');
    environment.removeIf(line -> line.startsWith(name + "="));
    environment.add(value);
  }

  private void network(String value) {
    host.withNetworkMode(value);
    if (value.startsWith("container:")) {
      // The name is then that container's as well.
      command.withHostName("");
    }
  }

  private void security(String value) {
    var name = value.split("[=:]", 2)[0];
    security.removeIf(known -> known.split("[=:]", 2)[0].equals(name));
    security.add(name.equals("seccomp") ? "seccomp=" + profile(value.substring(8)) : value);
  }

  /** The engine takes a profile's text, and has no access to the client's files. */
  private static String profile(String value) {
    if (!value.startsWith("/")) {
      return value;
    }
    try {
      return Files.readString(Path.of(value));
    } catch (IOException e) {
      throw new IllegalArgumentException("the profile cannot be read", e);
    }
  }

  private void device(String value) {
    if (!value.startsWith("/")) {
      // vendor.example/class=name, of the Container Device Interface.
      if (!value.contains("=")) {
        throw new IllegalArgumentException("HOST[:CONTAINER[:rwm]]");
      }
      requests.add(new DeviceRequest().withDriver("cdi").withDeviceIds(List.of(value)));
      return;
    }
    var parts = value.split(":", -1);
    var inside = parts.length > 1 ? parts[1] : parts[0];
    var rights = parts.length > 2 ? parts[2] : "rwm";
    if (parts.length == 2 && inside.matches("[rwm]{1,3}")) {
      rights = inside;
      inside = parts[0];
    }
    if (parts.length > 3 || !rights.matches("[rwm]{1,3}") || !inside.startsWith("/")) {
      throw new IllegalArgumentException("HOST[:CONTAINER[:rwm]]");
    }
    var device = new Device(rights, inside, parts[0]);
    host.withDevices(
        Stream.concat(
                host.getDevices() == null ? Stream.of() : Arrays.stream(host.getDevices()),
                Stream.of(device))
            .toList());
  }

  private void ulimit(String value) {
    var limits = OptionValues.behind(value, '=').split(":", 2);
    long soft = Long.parseLong(limits[0]);
    var limit =
        new Ulimit(
            OptionValues.before(value, '='),
            soft,
            limits.length > 1 ? Long.parseLong(limits[1]) : soft);
    host.withUlimits(
        Stream.concat(
                host.getUlimits() == null ? Stream.of() : Arrays.stream(host.getUlimits()),
                Stream.of(limit))
            .toList());
  }

  private void volume(String value) {
    if (value.indexOf(':') < 0) {
      anonymous.add(new Volume(value));
    } else {
      mounts.volume(value);
    }
  }
}
