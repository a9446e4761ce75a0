package dev.jcross.cli.command;

import dev.jcross.host.HostFacts;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The proxy variables, which have no standard: read as curl and cargo do. */
final class Proxies {
  private static final List<String> NAMES =
      List.of("http_proxy", "https_proxy", "all_proxy", "no_proxy");

  private static final Pattern PASSWORD = Pattern.compile("(://|^)([^/@:]*):[^/@]*@");

  private final HostFacts host;

  private Proxies(HostFacts host) {
    this.host = host;
  }

  static Proxies of(HostFacts host) {
    return new Proxies(host);
  }

  /** Those that are set, in lower and upper case, with their values as they are. */
  Map<String, String> set() {
    var set = new LinkedHashMap<String, String>();
    for (var name : NAMES) {
      for (var spelling : List.of(name, name.toUpperCase(Locale.ROOT))) {
        host.variable(spelling).ifPresent(value -> set.put(spelling, value));
      }
    }
    return set;
  }

  /** A value that may be shown. */
  static String masked(String value) {
    return PASSWORD.matcher(value).replaceAll("$1$2:***@");
  }

  /** The hosts that are reached directly, as one list. */
  String exceptions() {
    return variable("no_proxy").orElse("");
  }

  /** The proxy that an address is reached through, if any. */
  Optional<URI> forAddress(URI address) {
    var name = "https".equals(address.getScheme()) ? "https_proxy" : "http_proxy";
    return excepted(String.valueOf(address.getHost()))
        ? Optional.empty()
        : variable(name).or(() -> variable("all_proxy")).flatMap(Proxies::address);
  }

  private boolean excepted(String name) {
    for (var exception : exceptions().split("[, ]+", -1)) {
      var suffix = exception.startsWith(".") ? exception.substring(1) : exception;
      if (exception.equals("*")
          || (!suffix.isEmpty() && (name.equals(suffix) || name.endsWith("." + suffix)))) {
        return true;
      }
    }
    return false;
  }

  /** A proxy's address; its scheme may be left out. Empty if it makes no sense. */
  static Optional<URI> address(String value) {
    try {
      var uri = URI.create(value.contains("://") ? value : "http://" + value);
      return Optional.of(uri).filter(it -> it.getHost() != null);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<String> variable(String name) {
    return host.variable(name).or(() -> host.variable(name.toUpperCase(Locale.ROOT)));
  }
}
