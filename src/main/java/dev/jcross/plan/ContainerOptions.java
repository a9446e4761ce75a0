package dev.jcross.plan;

import dev.jcross.config.ShellWords;
import dev.jcross.host.HostFacts;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The flags in {@code CROSS_CONTAINER_OPTS}, else {@code DOCKER_OPTS}: those of {@code docker run}
 * that make sense for a build. What jcross decides itself is not among them.
 */
final class ContainerOptions {
  private static final Set<String> WITH_VALUE =
      Set.of(
          "add-host",
          "cap-add",
          "cap-drop",
          "cgroup-parent",
          "cpu-shares",
          "cpus",
          "cpuset-cpus",
          "device",
          "dns",
          "dns-search",
          "env",
          "gpus",
          "group-add",
          "hostname",
          "ipc",
          "label",
          "memory",
          "memory-swap",
          "mount",
          "network",
          "oom-score-adj",
          "pid",
          "pids-limit",
          "platform",
          "runtime",
          "security-opt",
          "shm-size",
          "stop-timeout",
          "sysctl",
          "tmpfs",
          "ulimit",
          "user",
          "userns",
          "volume",
          "workdir");

  private static final Set<String> SWITCHES = Set.of("privileged", "read-only");

  /** What every container of jcross has anyway, or must not have. */
  private static final Set<String> NEEDLESS = Set.of("rm", "init", "tty", "interactive", "detach");

  private static final Map<String, String> SHORT =
      Map.of(
          "-c",
          "cpu-shares",
          "-e",
          "env",
          "-h",
          "hostname",
          "-l",
          "label",
          "-m",
          "memory",
          "-u",
          "user",
          "-v",
          "volume",
          "-w",
          "workdir");

  private static final Map<String, String> OTHER_NAMES = Map.of("net", "network");

  private final String variable;
  private final List<String> words;
  private final HostFacts host;
  private final List<Problem> problems;
  private final List<ContainerOption> options = new ArrayList<>();

  private ContainerOptions(
      String variable, List<String> words, HostFacts host, List<Problem> problems) {
    this.variable = variable;
    this.words = words;
    this.host = host;
    this.problems = problems;
  }

  /** Every flag that can be used, sorted; the engine's adapters know them all. */
  static Set<String> flags() {
    var all = new TreeSet<>(WITH_VALUE);
    all.addAll(SWITCHES);
    return all;
  }

  /** Those of {@link #flags} that take no value. */
  static Set<String> switches() {
    return SWITCHES;
  }

  /**
   * The flags that the environment asks for, in their order. The old name of the variable means the
   * same; a warning would end builds in CI that cross carries out.
   */
  static List<ContainerOption> of(HostFacts host, List<Problem> problems) {
    for (var variable : List.of("CROSS_CONTAINER_OPTS", "DOCKER_OPTS")) {
      var text = host.variable(variable);
      if (text.isPresent()) {
        var words = ShellWords.split(text.get());
        if (words.isEmpty()) {
          problems.add(
              Problem.error(
                      ProblemCode.VARIABLE_VALUE, "'" + variable + "' has a quote without its end")
                  .at(Place.of(variable))
                  .with(List.of(variable + "=" + text.get()))
                  .help("close the quote, or unset " + variable));
          return List.of();
        }
        return new ContainerOptions(variable, words.get(), host, problems).parse();
      }
    }
    return List.of();
  }

  private List<ContainerOption> parse() {
    for (int i = 0; i < words.size(); i++) {
      var word = words.get(i);
      int equals = word.indexOf('=');
      var flag = equals < 0 ? word : word.substring(0, equals);
      var name = flag.startsWith("--") ? flag.substring(2) : SHORT.getOrDefault(flag, "");
      if (name.isEmpty() && word.length() > 2 && SHORT.containsKey(word.substring(0, 2))) {
        // -eNAME=value
        add(SHORT.getOrDefault(word.substring(0, 2), ""), word.substring(2));
        continue;
      }
      name = OTHER_NAMES.getOrDefault(name, name);
      if (NEEDLESS.contains(name) || List.of("-i", "-t", "-it", "-ti", "-d").contains(word)) {
        continue;
      }
      if (SWITCHES.contains(name)) {
        add(name, equals < 0 ? "true" : word.substring(equals + 1));
      } else if (!WITH_VALUE.contains(name)) {
        unknown(word, name);
        return List.of();
      } else if (equals >= 0) {
        add(name, word.substring(equals + 1));
      } else if (i + 1 < words.size()) {
        i++;
        add(name, words.get(i));
      } else {
        problems.add(
            Problem.error(ProblemCode.VARIABLE_VALUE, "'" + word + "' has no value")
                .at(Place.of(variable))
                .help("write it like " + word + "=VALUE"));
      }
    }
    return options;
  }

  private void add(String flag, String value) {
    if (flag.equals("env") && !value.contains("=")) {
      // The value outside, if there is one.
      Optional.ofNullable(host.environment().get(value))
          .ifPresent(outside -> options.add(new ContainerOption(flag, value + "=" + outside)));
    } else {
      options.add(new ContainerOption(flag, flag.equals("volume") ? absolute(value) : value));
    }
  }

  private String absolute(String value) {
    return value.startsWith("./") || value.startsWith("../")
        ? host.workingDirectory().resolve(value.substring(0, end(value))).normalize()
            + value.substring(end(value))
        : value;
  }

  private static int end(String value) {
    int colon = value.indexOf(':');
    return colon < 0 ? value.length() : colon;
  }

  private void unknown(String word, String name) {
    problems.add(
        Problem.error(
                ProblemCode.VARIABLE_VALUE,
                word.startsWith("-")
                    ? "jcross cannot hand '" + word + "' to the container"
                    : "'" + word + "' is no flag for containers")
            .at(Place.of(variable))
            .help(
                Spelling.hint(name, flags())
                    .orElse("it can hand on --" + String.join(", --", flags()))));
  }
}
