package dev.jcross.plan;

import dev.jcross.config.Settings;
import dev.jcross.host.HostFacts;
import dev.jcross.project.Project;
import dev.jcross.project.Terminal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The variables of a container. Nothing of the host's environment gets in but what is on a list:
 * what cross hands over, less tokens; and what the settings name.
 */
final class ContainerEnvironment {
  private static final Set<String> HANDED_ON =
      Set.of("TERM", "RUSTFLAGS", "RUSTDOCFLAGS", "BROWSER", "QEMU_STRACE", "HTTP_TIMEOUT");

  /** Cargo's own variables that mean something else inside, or nothing. */
  private static final Pattern CARGO_KEPT_OUT =
      Pattern.compile(
          "CARGO_(HOME|INSTALL_ROOT|TARGET_DIR|BUILD_TARGET_DIR|BUILD_BUILD_DIR|BUILD_TARGET"
              + "|BUILD_RUSTC|BUILD_RUSTC_WRAPPER|BUILD_RUSTC_WORKSPACE_WRAPPER|BUILD_RUSTDOC"
              + "|HTTP_CAINFO|HTTP_PROXY|NET_OFFLINE|MANIFEST_.*|PKG_.*|BIN_.*|CRATE_NAME"
              + "|PRIMARY_PACKAGE|CFG_.*|FEATURE_.*|MAKEFLAGS|CREDENTIAL_ALIAS_.*"
              + "|REGISTR(Y|IES)_(.*_)?(TOKEN|SECRET_KEY|SECRET_KEY_SUBJECT|CREDENTIAL_PROVIDERS?))");

  /** Words to jcross itself. */
  private static final Pattern CROSS_KEPT_OUT =
      Pattern.compile(
          "CROSS_(BUILD_.*|TARGET_.*|CONTAINER_.*|CONFIG|REMOTE.*|ROOTLESS_.*|NO_WARNINGS|RUNNER"
              + "|CUSTOM_TOOLCHAIN.*|DOCKER_IN_DOCKER|RUSTC_.*)");

  private static final List<String> PROXIES =
      List.of("http_proxy", "https_proxy", "all_proxy", "no_proxy");

  private static final List<String> CA_VARIABLES =
      List.of(
          "SSL_CERT_FILE",
          "CARGO_HTTP_CAINFO",
          "CURL_CA_BUNDLE",
          "GIT_SSL_CAINFO",
          "REQUESTS_CA_BUNDLE",
          "NODE_EXTRA_CA_CERTS");

  private static final String JCROSS = "jcross";
  private static final String DATE = "SOURCE_DATE_EPOCH";

  private ContainerEnvironment() {}

  /** What every step of a target has. */
  static Map<String, EnvironmentValue> common(
      HostFacts host, Settings settings, Optional<EnvironmentValue> runner, boolean together) {
    var all = new TreeMap<String, EnvironmentValue>();
    host.environment()
        .forEach(
            (name, value) -> {
              if (handedOn(name)) {
                all.put(name, new EnvironmentValue(value, name));
              }
            });
    own(host).forEach((name, value) -> all.put(name, of(value)));
    terminal(host, together, all);
    runner.ifPresent(chosen -> all.put(Runners.VARIABLE, chosen));
    for (var volume : settings.volumes()) {
      volume
          .value()
          .path()
          .ifPresent(
              path ->
                  all.put(
                      volume.value().name(),
                      new EnvironmentValue(path.toString(), volume.origin().toString())));
    }
    for (var setting : settings.passthrough()) {
      var name = setting.value().name();
      setting
          .value()
          .value()
          .or(() -> java.util.Optional.ofNullable(host.environment().get(name)))
          .ifPresent(
              value -> all.put(name, new EnvironmentValue(value, setting.origin().toString())));
    }
    return all;
  }

  private static boolean handedOn(String name) {
    return HANDED_ON.contains(name)
        || (name.startsWith("CARGO_") && !CARGO_KEPT_OUT.matcher(name).matches())
        || (name.startsWith("CROSS_") && !CROSS_KEPT_OUT.matcher(name).matches());
  }

  private static Map<String, String> own(HostFacts host) {
    return Map.of(
        "CARGO_HOME",
        Mounts.CARGO,
        "CARGO_TARGET_DIR",
        Mounts.TARGET,
        "CARGO_BUILD_BUILD_DIR",
        Mounts.BUILD,
        Runners.VARIABLE,
        "",
        "HOME",
        Mounts.HOME,
        "USER",
        host.user().name(),
        "LANG",
        "C.UTF-8",
        "TZ",
        "UTC");
  }

  /** Without a terminal inside, cargo has to be told of the one outside. */
  private static void terminal(
      HostFacts host, boolean together, Map<String, EnvironmentValue> all) {
    var terminal = host.terminal();
    if ((terminal.everywhere() && !together) || !terminal.stderr()) {
      return;
    }
    var origin = "your terminal";
    all.putIfAbsent("CARGO_TERM_COLOR", new EnvironmentValue("always", origin));
    if (together) {
      // Several bars would overwrite each other.
      return;
    }
    all.putIfAbsent("CARGO_TERM_PROGRESS_WHEN", new EnvironmentValue("always", origin));
    all.putIfAbsent(
        "CARGO_TERM_PROGRESS_WIDTH",
        new EnvironmentValue(Integer.toString(terminal.width()), origin));
  }

  /**
   * What .cargo/config.toml says of how cargo is to speak: the container may not see that file, and
   * what is known of the terminal must not beat it.
   */
  static void speak(Terminal terminal, Map<String, EnvironmentValue> all) {
    speak("CARGO_TERM_VERBOSE", terminal.verbose(), all);
    speak("CARGO_TERM_QUIET", terminal.quiet(), all);
    speak("CARGO_TERM_COLOR", terminal.color(), all);
  }

  /**
   * The time that compilers and build scripts take for now, where they care for the same bytes from
   * the same sources: see reproducible-builds.org/specs/source-date-epoch.
   */
  static void dated(
      Supplier<Optional<String>> commitTime, HostFacts host, Map<String, EnvironmentValue> all) {
    host.variable(DATE)
        .map(said -> new EnvironmentValue(said, DATE))
        .or(() -> commitTime.get().map(time -> new EnvironmentValue(time, "the commit")))
        .ifPresent(date -> all.putIfAbsent(DATE, date));
  }

  private static void speak(
      String name, Optional<Project.Located> said, Map<String, EnvironmentValue> all) {
    // What is typed reaches cargo as it is.
    said.filter(value -> !value.isTyped())
        .ifPresent(
            value -> all.put(name, new EnvironmentValue(value.value(), value.place().toString())));
  }

  /** For a step that may download. */
  static Map<String, EnvironmentValue> withNetwork(
      Map<String, EnvironmentValue> common, HostFacts host, Settings settings) {
    var all = new TreeMap<>(common);
    for (var proxy : PROXIES) {
      for (var name : List.of(proxy, proxy.toUpperCase(java.util.Locale.ROOT))) {
        host.variable(name).ifPresent(value -> all.putIfAbsent(name, proxy(value, name)));
      }
    }
    host.variable("CARGO_HTTP_PROXY")
        .ifPresent(value -> all.put("CARGO_HTTP_PROXY", proxy(value, "CARGO_HTTP_PROXY")));
    settings
        .caBundle()
        .ifPresent(
            bundle -> {
              for (var name : CA_VARIABLES) {
                all.put(name, new EnvironmentValue(Mounts.CA, bundle.origin().toString()));
              }
            });
    return all;
  }

  private static EnvironmentValue proxy(String value, String origin) {
    return new EnvironmentValue(value, origin, value.contains("@"));
  }

  /** Build arguments of images: proxies, and where Rust comes from. */
  static Map<String, String> forImageBuilds(HostFacts host) {
    var all = new TreeMap<String, String>();
    for (var proxy : PROXIES) {
      for (var name : List.of(proxy, proxy.toUpperCase(java.util.Locale.ROOT))) {
        host.variable(name).ifPresent(value -> all.put(name, value));
      }
    }
    host.variable("RUSTUP_DIST_SERVER").ifPresent(value -> all.put("RUSTUP_DIST_SERVER", value));
    return all;
  }

  /** For a step that must not download. */
  static Map<String, EnvironmentValue> offline(Map<String, EnvironmentValue> common) {
    var all = new TreeMap<>(common);
    all.put("CARGO_NET_OFFLINE", of("true"));
    return all;
  }

  /** The project's own configuration must not make cargo run the project's programs. */
  static Map<String, EnvironmentValue> withoutWrappers(Map<String, EnvironmentValue> common) {
    var all = new TreeMap<>(common);
    for (var name :
        List.of(
            "RUSTC_WRAPPER",
            "RUSTC_WORKSPACE_WRAPPER",
            "CARGO_BUILD_RUSTC_WRAPPER",
            "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER")) {
      all.put(name, of(""));
    }
    all.put("RUSTC", of("rustc"));
    return all;
  }

  static EnvironmentValue of(String value) {
    return new EnvironmentValue(value, JCROSS);
  }
}
