package dev.jcross.engine.docker;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as {@code DOCKER_HOST}, {@code CONTAINER_HOST} and contexts have them. */
final class AddressParser {
  private static final Pattern NETWORK =
      Pattern.compile(
          "(tcp|http|https|ssh)://(?:([^@/]+)@)?(\\[[0-9A-Fa-f:.%]+]|[^\\[\\]:/@]+)(?::([0-9]{1,5}))?(/.*)?");
  private static final Pattern SAFE_PATH = Pattern.compile("/[A-Za-z0-9/._@%+,:-]+");
  private static final Pattern SAFE_NAME = Pattern.compile("[A-Za-z0-9._][A-Za-z0-9._\\\\+-]*");

  private final String origin;
  private final Optional<TlsMaterial> tls;
  private final Optional<Path> identity;
  private final boolean podman;

  /**
   * Reads addresses.
   *
   * @param origin who named it
   * @param tls for ports, if they are to be spoken to that way
   * @param identity the private key for ssh, if one is named
   * @param podman whether it is Podman for sure
   */
  AddressParser(String origin, Optional<TlsMaterial> tls, Optional<Path> identity, boolean podman) {
    this.origin = origin;
    this.tls = tls;
    this.identity = identity;
    this.podman = podman;
  }

  Address parse(String text) {
    if (text.startsWith("unix://")) {
      return socket(text);
    }
    var match = NETWORK.matcher(text);
    if (!match.matches()) {
      throw unusable(text);
    }
    var port = port(text, match.group(4));
    return match.group(1).equals("ssh") ? ssh(text, match, port) : tcp(text, match, port);
  }

  private Address socket(String text) {
    var path = text.substring("unix://".length());
    try {
      if (path.startsWith("/")) {
        return new Address.UnixSocket(Path.of(path));
      }
    } catch (InvalidPathException e) {
      throw unusable(text);
    }
    throw unusable(text);
  }

  private Address tcp(String text, Matcher match, OptionalInt port) {
    var path = match.group(5);
    if (match.group(2) != null || (path != null && !path.equals("/"))) {
      throw unusable(text);
    }
    var security =
        match.group(1).equals("https") ? tls.or(() -> Optional.of(TlsMaterial.of())) : tls;
    return new Address.Tcp(
        bare(match.group(3)), port.orElse(security.isPresent() ? 2376 : 2375), security);
  }

  /** What could be taken for an option of ssh, or mean something to a shell, is no name. */
  private Address ssh(String text, Matcher match, OptionalInt port) {
    var user = Optional.ofNullable(match.group(2));
    var host = bare(match.group(3));
    var path = Optional.ofNullable(match.group(5)).filter(value -> value.length() > 1);
    if (host.startsWith("-")
        || user.filter(name -> !SAFE_NAME.matcher(name).matches()).isPresent()
        || path.filter(name -> !SAFE_PATH.matcher(name).matches()).isPresent()) {
      throw unusable(text);
    }
    return new Address.Ssh(user, host, port, path, identity, podman);
  }

  private OptionalInt port(String text, @org.jspecify.annotations.Nullable String digits) {
    if (digits == null) {
      return OptionalInt.empty();
    }
    int port = Integer.parseInt(digits);
    if (port < 1 || port > 65535) {
      throw unusable(text);
    }
    return OptionalInt.of(port);
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private RuntimeException unusable(String text) {
    return Problem.error(
            ProblemCode.ENGINE_UNREACHABLE, "jcross cannot use the engine address '" + text + "'")
        .at(Place.of(origin))
        .help(
            "use an address such as unix:///var/run/docker.sock, tcp://host:2376 or"
                + " ssh://user@host")
        .asException();
  }
}
