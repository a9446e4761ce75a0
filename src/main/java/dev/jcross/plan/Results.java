package dev.jcross.plan;

import dev.jcross.invocation.Invocation;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where cargo leaves what a command makes.
 *
 * @param directory of the host: {@code target/<triple>/<profile>}
 * @param told whether the user is told what came out: not where a program reads cargo's output, and
 *     not where what came out runs at once
 */
public record Results(Path directory, boolean told) {
  /** Those that leave programs or libraries there. */
  private static final Set<String> MAKING = Set.of("build", "rustc", "run", "test", "bench");

  /** The directories of cargo's own profiles; others have the profile's name. */
  private static final Set<String> DEBUG = Set.of("dev", "test");

  private static final Set<String> RELEASE = Set.of("release", "bench");

  public Results {
    Objects.requireNonNull(directory);
  }

  /**
   * What a command leaves.
   *
   * @param canonical the subcommand that was typed
   * @param directory of the target, on the host
   */
  static Optional<Results> of(Invocation invocation, String canonical, Path directory) {
    if (!MAKING.contains(canonical)) {
      return Optional.empty();
    }
    boolean stays = canonical.equals("build") || canonical.equals("rustc");
    boolean told =
        (stays || invocation.has("--no-run"))
            && !invocation.messageFormat().orElse("").startsWith("json");
    return Optional.of(new Results(directory.resolve(profile(invocation, canonical)), told));
  }

  private static String profile(Invocation invocation, String canonical) {
    boolean release = canonical.equals("bench");
    for (var argument : invocation.arguments()) {
      if (argument.isAny("--profile") && argument.value().isPresent()) {
        var name = argument.value().get();
        return DEBUG.contains(name) ? "debug" : RELEASE.contains(name) ? "release" : name;
      }
      release |= argument.isAny("--release") || isRelease(argument.flag());
    }
    return release ? "release" : "debug";
  }

  /** Letters may be joined: {@code -qr}. */
  private static boolean isRelease(String flag) {
    return flag.startsWith("-") && !flag.startsWith("--") && flag.indexOf('r') > 0;
  }
}
