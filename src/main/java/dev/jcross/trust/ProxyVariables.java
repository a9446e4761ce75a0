package dev.jcross.trust;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The proxy variables, which have no standard: read as curl and cargo do. */
record ProxyVariables(Map<String, String> variables) {
  /** The proxy that a host is reached through, if any. */
  Optional<URI> forHost(String scheme, String host) {
    return excepted(host)
        ? Optional.empty()
        : variable(scheme + "_proxy").or(() -> variable("all_proxy")).flatMap(ProxyVariables::uri);
  }

  private boolean excepted(String host) {
    for (var exception : variable("no_proxy").orElse("").split("[, ]+", -1)) {
      var suffix = exception.startsWith(".") ? exception.substring(1) : exception;
      if (exception.equals("*")
          || (!suffix.isEmpty() && (host.equals(suffix) || host.endsWith("." + suffix)))) {
        return true;
      }
    }
    return false;
  }

  private static Optional<URI> uri(String value) {
    try {
      var uri = URI.create(value.contains("://") ? value : "http://" + value);
      return Optional.of(uri).filter(it -> it.getHost() != null);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name))
        .or(() -> Optional.ofNullable(variables.get(name.toUpperCase(Locale.ROOT))))
        .filter(value -> !value.isEmpty());
  }
}
