package dev.jcross.plan;

import dev.jcross.config.Settings;
import dev.jcross.host.HostFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The containers of one target's steps. */
record Containers(
    HostFacts host,
    Settings settings,
    Planner.Common common,
    Provisions provisions,
    PathMap paths,
    String workingDirectory,
    Map<String, EnvironmentValue> environment) {

  /**
   * For downloads; it ends with its step.
   *
   * @param extra mounted as well, or in the place of what is mounted there
   */
  ContainerPlan fetching(List<MountPlan> extra, boolean readOnlySources) {
    var mounts =
        new ArrayList<>(
            Mounts.fetching(paths, host, settings, provisions.mounts(), readOnlySources));
    mounts.removeIf(
        mount -> extra.stream().anyMatch(other -> other.target().equals(mount.target())));
    mounts.addAll(extra);
    return container(
        Network.BRIDGE,
        ContainerEnvironment.withoutWrappers(
            ContainerEnvironment.withNetwork(environment, host, settings)),
        mounts,
        0);
  }

  /** For compiling and executing. */
  ContainerPlan building(List<MountPlan> mounts, boolean network, int keepSeconds) {
    var all = new ArrayList<>(mounts);
    if (network) {
      Mounts.certificates(settings, all);
    }
    return container(
        network ? Network.BRIDGE : Network.NONE,
        ContainerEnvironment.offline(
            network ? ContainerEnvironment.withNetwork(environment, host, settings) : environment),
        all,
        keepSeconds);
  }

  private ContainerPlan container(
      Network network,
      Map<String, EnvironmentValue> variables,
      List<MountPlan> mounts,
      int keepSeconds) {
    return new ContainerPlan(
        common.identity().user(),
        workingDirectory,
        network,
        variables,
        mounts,
        provisions.path(),
        common.identity().userNamespace(),
        common.identity().rootless(),
        common.options(network),
        keepSeconds);
  }
}
