package dev.jcross.trust;

/**
 * Where images of one name lie, with what Docker leaves out of names.
 *
 * @param registry host, with its port
 * @param path such as {@code library/debian}
 */
record Repository(String registry, String path) {
  private static final String HUB = "docker.io";

  /** Of an image's name, with or without tag and digest (distribution/reference). */
  static Repository of(String reference) {
    int at = reference.indexOf('@');
    var name = at < 0 ? reference : reference.substring(0, at);
    int slash = name.indexOf('/');
    // A colon in front of a slash is that of a port.
    int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    name = colon < 0 ? name : name.substring(0, colon);
    var first = slash < 0 ? "" : name.substring(0, slash);
    if (!first.contains(".") && !first.contains(":") && !first.equals("localhost")) {
      return new Repository(HUB, slash < 0 ? "library/" + name : name);
    }
    var rest = name.substring(slash + 1);
    return first.equals("index.docker.io") || first.equals(HUB)
        ? new Repository(HUB, rest.contains("/") ? rest : "library/" + rest)
        : new Repository(first, rest);
  }

  /** The host that is asked. */
  String server() {
    return registry.equals(HUB) ? "registry-1.docker.io" : registry;
  }

  /** Whether it is this machine, where engines do without TLS. */
  boolean isHere() {
    var host = registry.replaceFirst(":[0-9]+$", "");
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  @Override
  public String toString() {
    return registry + "/" + path;
  }
}
