package dev.jcross.plan;

import dev.jcross.host.HostFacts;
import dev.jcross.project.CrateSources;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The tokens of registries, for those steps that talk to registries and run no code of the project.
 */
final class Credentials {
  private static final String CRATES_IO = "CARGO_REGISTRY_TOKEN";
  private static final Pattern OF_A_REGISTRY = Pattern.compile("CARGO_REGISTRIES_.+_TOKEN");

  /** Subcommands that never ask a registry. */
  private static final Set<String> WITHOUT =
      Set.of(
          "new",
          "init",
          "help",
          "version",
          "config",
          "pkgid",
          "locate-project",
          "verify-project",
          "read-manifest");

  /** Those for which crates.io has to know who asks: reading it needs no token. */
  private static final Set<String> OWNING = Set.of("publish", "owner", "yank");

  /** Those that change what is kept in the caller's cargo home. */
  private static final Set<String> KEEPING = Set.of("login", "logout");

  private Credentials() {}

  static boolean keeps(String subcommand) {
    return KEEPING.contains(subcommand);
  }

  static boolean mayDownload(String subcommand) {
    return !WITHOUT.contains(subcommand) && !keeps(subcommand);
  }

  /**
   * The variables that cargo is given.
   *
   * @param subcommand what cargo will do
   */
  static Map<String, EnvironmentValue> of(HostFacts host, CrateSources sources, String subcommand) {
    var all = new TreeMap<String, EnvironmentValue>();
    if (WITHOUT.contains(subcommand)) {
      return all;
    }
    // For a registry that wants a token cargo insists on a provider being named.
    all.put("CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS", ContainerEnvironment.of("cargo:token"));
    if (keeps(subcommand)) {
      return all;
    }
    host.environment()
        .forEach(
            (name, value) -> {
              boolean token = name.equals(CRATES_IO) || OF_A_REGISTRY.matcher(name).matches();
              if (token && !value.isEmpty()) {
                all.put(name, new EnvironmentValue(value, name, true));
              }
            });
    for (var token : sources.tokens()) {
      all.putIfAbsent(
          token.registry().map(Credentials::variable).orElse(CRATES_IO),
          new EnvironmentValue(token.secret(), token.place().toString(), true));
    }
    if (!OWNING.contains(subcommand)) {
      all.remove(CRATES_IO);
    }
    return all;
  }

  private static String variable(String registry) {
    return "CARGO_REGISTRIES_" + registry.toUpperCase(Locale.ROOT).replace('-', '_') + "_TOKEN";
  }
}
