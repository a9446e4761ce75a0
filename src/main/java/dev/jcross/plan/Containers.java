package dev.jcross.plan;

import dev.jcross.config.Settings;
import dev.jcross.host.HostFacts;
import dev.jcross.project.CrateSources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The containers of one target's steps.
 *
 * @param network whether those that download may do so
 */
record Containers(
    HostFacts host,
    Settings settings,
    Planner.Common common,
    Provisions provisions,
    PathMap paths,
    CrateSources sources,
    String workingDirectory,
    Map<String, EnvironmentValue> environment,
    boolean network) {

  /**
   * For the fetch that goes before a build; it ends with its step. It starts where cargo finds no
   * configuration of the project's, at any moment.
   *
   * @param extra mounted as well, or in the place of what is mounted there
   */
  ContainerPlan fetching(List<MountPlan> extra, boolean readOnlySources) {
    return fetching("/", extra, "fetch", readOnlySources);
  }

  /**
   * For downloads and uploads that were asked for; it ends with its step.
   *
   * @param extra mounted as well
   * @param subcommand what cargo will do
   */
  ContainerPlan asked(List<MountPlan> extra, String subcommand, boolean readOnlySources) {
    var mounts = new ArrayList<>(extra);
    mounts.addAll(config().masks());
    if (Credentials.keeps(subcommand)) {
      // In the volume of crates every build script could read them.
      mounts.add(new MountPlan.Bind(sources.cargoHome(), Mounts.CARGO, false));
    }
    return fetching(workingDirectory, mounts, subcommand, readOnlySources);
  }

  private ContainerPlan fetching(
      String directory, List<MountPlan> extra, String subcommand, boolean readOnlySources) {
    var mounts =
        new ArrayList<>(
            Mounts.fetching(paths, host, settings, provisions.mounts(), readOnlySources));
    mounts.removeIf(
        mount -> extra.stream().anyMatch(other -> other.target().equals(mount.target())));
    mounts.addAll(extra);
    if (!network) {
      var sealed = ContainerEnvironment.withoutWrappers(ContainerEnvironment.offline(environment));
      return container(directory, Network.NONE, sealed, mounts, 0, config().whole(), List.of());
    }
    var variables =
        ContainerEnvironment.withoutWrappers(
            ContainerEnvironment.withNetwork(environment, host, settings));
    variables.putAll(Credentials.of(host, sources, subcommand));
    var gitUrls = List.<String>of();
    if (Credentials.mayDownload(subcommand)) {
      gitUrls = sources.gitUrls();
      variables.putAll(SshAgent.environment(settings));
      mounts.addAll(SshAgent.mounts(host, settings, sources));
    }
    return container(directory, Network.BRIDGE, variables, mounts, 0, config().whole(), gitUrls);
  }

  private CrateConfig config() {
    return new CrateConfig(sources, paths);
  }

  /** For compiling and executing. */
  ContainerPlan building(List<MountPlan> mounts, boolean network, int keepSeconds) {
    var all = new ArrayList<>(mounts);
    if (network) {
      Mounts.certificates(settings, all);
    }
    return container(
        workingDirectory,
        network ? Network.BRIDGE : Network.NONE,
        ContainerEnvironment.offline(
            network ? ContainerEnvironment.withNetwork(environment, host, settings) : environment),
        all,
        keepSeconds,
        config().beyond(),
        List.of());
  }

  private ContainerPlan container(
      String directory,
      Network network,
      Map<String, EnvironmentValue> variables,
      List<MountPlan> mounts,
      int keepSeconds,
      Optional<String> config,
      List<String> gitUrls) {
    var all = new ArrayList<>(mounts);
    all.addAll(config().mounts());
    if (config.isPresent()) {
      all.add(new MountPlan.Memory(CrateConfig.DIRECTORY));
    }
    return new ContainerPlan(
        common.identity().user(),
        directory,
        network,
        variables,
        all,
        provisions.path(),
        common.identity().userNamespace(),
        common.identity().rootless(),
        Limits.of(settings.limits(), common.options()),
        common.options(network),
        keepSeconds,
        config.map(text -> Map.of(CrateConfig.FILE, text)).orElse(Map.of()),
        gitUrls);
  }
}
