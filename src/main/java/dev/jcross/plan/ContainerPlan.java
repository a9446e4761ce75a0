package dev.jcross.plan;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The container of a step. Steps with equal containers share one.
 *
 * @param user {@code uid:gid}; where the engine runs without root, root inside is the caller
 * @param environment sorted by name; what the image sets comes on top of nothing and below this
 * @param path where programs are looked for besides the image's {@code PATH}
 * @param userNamespace as {@code docker run --userns} takes it; empty: what fits the engine
 * @param rootless whether the engine runs without root, if the user said so
 * @param limits what its commands may take of the engine's machine
 * @param options flags for the engine that the user asked for, in their order
 * @param keepSeconds how long it lives when nobody uses it; 0: it ends with its step
 * @param files texts by their paths, which lie in memory
 * @param gitUrls the repositories that commands may want to be let into; none brings a password
 *     along
 */
public record ContainerPlan(
    String user,
    String workingDirectory,
    Network network,
    Map<String, EnvironmentValue> environment,
    List<MountPlan> mounts,
    SearchPath path,
    Optional<String> userNamespace,
    Optional<Boolean> rootless,
    Limits limits,
    List<ContainerOption> options,
    int keepSeconds,
    Map<String, String> files,
    List<String> gitUrls) {

  public ContainerPlan {
    Objects.requireNonNull(user);
    Objects.requireNonNull(workingDirectory);
    Objects.requireNonNull(network);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    mounts = List.copyOf(mounts);
    Objects.requireNonNull(path);
    Objects.requireNonNull(userNamespace);
    Objects.requireNonNull(rootless);
    Objects.requireNonNull(limits);
    options = List.copyOf(options);
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    gitUrls = List.copyOf(gitUrls);
  }

  /** The same without network, and without asking anybody for credentials. */
  ContainerPlan withoutNetwork() {
    return new ContainerPlan(
        user,
        workingDirectory,
        Network.NONE,
        environment,
        mounts,
        path,
        userNamespace,
        rootless,
        limits,
        options.stream().filter(option -> !option.flag().equals("network")).toList(),
        keepSeconds,
        files,
        List.of());
  }

  /** Those of {@link #gitUrls} that git's credential helpers are asked for. */
  List<String> passwordUrls() {
    return gitUrls.stream().filter(url -> url.startsWith("http")).toList();
  }

  /** Whether the caller set a variable that is handed on. */
  public boolean saidByVariable(String name) {
    var value = environment.get(name);
    return value != null && value.origin().equals(name);
  }
}
