package dev.jcross.host;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A snapshot of the machine and of who calls, taken once.
 *
 * @param workingDirectory absolute, symbolic links as the shell shows them
 * @param home the caller's home directory, absolute
 * @param cacheDirectory where jcross keeps what can be made again: {@code $XDG_CACHE_HOME/jcross}
 *     or {@code ~/.cache/jcross}; absolute, need not exist
 * @param environment every variable, sorted by name
 * @param operatingSystem {@code linux}, {@code macos} or {@code windows}
 * @param architecture as Rust names it: {@code x86_64} or {@code aarch64}
 */
public record HostFacts(
    Path workingDirectory,
    Path home,
    Path cacheDirectory,
    Map<String, String> environment,
    User user,
    Terminal terminal,
    String operatingSystem,
    String architecture) {

  /** Of is_ci 1.2; each is set, to whatever, by the service that it is named after. */
  private static final Set<String> CI_SERVICES =
      Set.of(
          "APPVEYOR",
          "BITBUCKET_DEPLOYMENT",
          "BITRISE_IO",
          "BUDDY_WORKSPACE_ID",
          "BUILDER_OUTPUT",
          "BUILDKITE",
          "CIRCLECI",
          "CIRRUS_CI",
          "CI_NAME",
          "CODEBUILD_SRC_DIR",
          "DRONE",
          "DSARI",
          "GERRIT_PROJECT",
          "GITHUB_ACTION",
          "GITLAB_CI",
          "GITLAB_DEPLOYMENT",
          "GO_PIPELINE_NAME",
          "HUDSON_URL",
          "JENKINS_URL",
          "MAGNUM",
          "NETLIFY",
          "NEVERCODE",
          "NOW_BUILDER",
          "NOW_GITHUB_DEPLOYMENT",
          "RENDER",
          "SAIL_CI",
          "SEMAPHORE",
          "SHIPPABLE",
          "STRIDER",
          "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI",
          "TASKCLUSTER_ROOT_URL",
          "TDDIUM",
          "TRAVIS",
          "WERCKER",
          "bamboo.buildKey");

  /** The caller, by effective ids. On a system without numeric ids both are 1000. */
  public record User(long uid, long gid, String name) {}

  /**
   * Which of the three standard streams are terminals.
   *
   * @param width in columns: {@code COLUMNS}, else what the launcher measured, else 80
   */
  public record Terminal(boolean stdin, boolean stdout, boolean stderr, int width) {
    public boolean everywhere() {
      return stdin && stdout && stderr;
    }
  }

  public HostFacts {
    Objects.requireNonNull(workingDirectory);
    Objects.requireNonNull(home);
    Objects.requireNonNull(cacheDirectory);
    environment = java.util.Collections.unmodifiableMap(new TreeMap<>(environment));
    Objects.requireNonNull(user);
    Objects.requireNonNull(terminal);
    Objects.requireNonNull(operatingSystem);
    Objects.requireNonNull(architecture);
  }

  /**
   * Takes the snapshot of this process. The launcher may say by system properties what the JVM
   * cannot ask cheaply: {@code jcross.terminals}, those of {@code in,out,err} that are terminals;
   * and {@code jcross.columns}, the width.
   *
   * @throws dev.jcross.problem.ProblemException FILE if the locale cannot express the working
   *     directory's name
   */
  public static HostFacts read() {
    return HostReader.ofThisProcess().read();
  }

  /**
   * The same machine, seen from another directory: {@code -C}.
   *
   * @param directory absolute, or relative to the working directory
   */
  public HostFacts in(Path directory) {
    return new HostFacts(
        workingDirectory.resolve(directory).normalize(),
        home,
        cacheDirectory,
        environment,
        user,
        terminal,
        operatingSystem,
        architecture);
  }

  /** The variable's value, if it is set and not empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * A program of this machine, as a shell would find it.
   *
   * @param names the first that is there counts
   * @return empty if there is none
   */
  public Optional<Path> program(String... names) {
    for (var directory : variable("PATH").orElse("").split(File.pathSeparator, -1)) {
      for (var name : names) {
        try {
          var file = workingDirectory.resolve(directory).resolve(name);
          if (Files.isRegularFile(file) && Files.isExecutable(file)) {
            return Optional.of(file);
          }
        } catch (InvalidPathException e) {
          // Nothing can be started from there.
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Whether this is a CI job: {@code CI} is set, and not to false, or one of the variables is that
   * the crate {@code is_ci} knows, which cross asks.
   */
  public boolean continuousIntegration() {
    return variable("CI").filter(value -> !value.equals("false") && !value.equals("0")).isPresent()
        || CI_SERVICES.stream().anyMatch(environment::containsKey);
  }
}
