package dev.jcross.run;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What git servers want to know, learned from the git of this machine just before it is needed. It
 * reaches a container as two files in its memory.
 */
final class GitAccess {
  private static final String HOME = "/home/jcross/";
  private static final String CONFIG = HOME + ".gitconfig";
  private static final String HELPER = HOME + ".jcross-git-credentials";

  /** Other addresses for servers, and headers for them: many a CI job hands its token over so. */
  private static final String SETTINGS = "^(url\\..*\\.insteadof|http\\.(.*\\.)?extraheader)$";

  private final Surroundings.Git git;
  private final Map<String, String> rewrites = new LinkedHashMap<>();
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();

  /** What is printed for whom: patterns of the shell, the longest first. */
  private final Map<String, Login> logins =
      new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(url -> url));

  private record Login(String user, String password) {}

  private GitAccess(Surroundings.Git git) {
    this.git = git;
  }

  /**
   * For a container.
   *
   * @param files none if there is nothing to tell
   * @param commandLine whether only git itself gets in: the library within cargo forgets about
   *     credentials where a proxy or a bundle of certificates is set, and knows no headers. But
   *     only the library speaks SSH where there is no program for it
   */
  record Told(Map<String, String> files, boolean commandLine) {}

  /**
   * Asks.
   *
   * @param urls of the repositories that may be needed
   */
  static Told about(Surroundings.Git git, List<String> urls) {
    if (urls.isEmpty()) {
      return new Told(Map.of(), false);
    }
    var access = new GitAccess(git);
    access.readSettings();
    urls.forEach(access::ask);
    return new Told(
        access.files(),
        !(access.logins.isEmpty() && access.headers.isEmpty())
            && urls.stream().map(access::rewritten).noneMatch(url -> url.startsWith("ssh:")));
  }

  private void readSettings() {
    for (var setting : git.settings(SETTINGS)) {
      var name = setting.getKey();
      if (name.endsWith(".insteadof")) {
        rewrite(name.substring("url.".length(), name.length() - ".insteadof".length()), setting);
      } else {
        headers.add(setting);
      }
    }
  }

  /** A password within an address would stay in the volume of crates, where git notes addresses. */
  private void rewrite(String base, Map.Entry<String, String> setting) {
    var address = parse(base);
    var user = address.map(URI::getRawUserInfo).orElse(null);
    if (address.isEmpty() || user == null || !user.contains(":")) {
      rewrites.put(setting.getValue(), base);
      return;
    }
    var plain = base.replaceFirst("//[^/@]*@", "//");
    int colon = user.indexOf(':');
    logins.put(
        prefix(address.get(), ""),
        new Login(decoded(user.substring(0, colon)), decoded(user.substring(colon + 1))));
    if (!plain.equals(setting.getValue())) {
      rewrites.put(setting.getValue(), plain);
    }
  }

  private void ask(String url) {
    var address = parse(rewritten(url));
    if (address.isEmpty() || !List.of("http", "https").contains(address.get().getScheme())) {
      return;
    }
    var found = address.get();
    var question = new StringBuilder();
    question.append("protocol=").append(found.getScheme());
    question.append("\nhost=").append(host(found));
    if (!path(found).isEmpty()) {
      question.append("\npath=").append(path(found));
    }
    var user = Optional.ofNullable(found.getRawUserInfo()).map(GitAccess::decoded).orElse("");
    if (!user.isEmpty()) {
      question.append("\nusername=").append(user);
    }
    var answer = answer(git.fill(question.append('\n').toString()).orElse(""));
    var password = answer.getOrDefault("password", "");
    if (!password.isEmpty()) {
      // It names a path only where git is told that each repository has a password of its own.
      var pattern =
          answer.containsKey("path")
              ? quoted(server(found, user) + path(found))
              : prefix(found, user);
      logins.putIfAbsent(pattern, new Login(answer.getOrDefault("username", user), password));
    }
  }

  private String rewritten(String url) {
    return rewrites.keySet().stream()
        .filter(url::startsWith)
        .max(Comparator.comparingInt(String::length))
        .map(start -> rewrites.get(start) + url.substring(start.length()))
        .orElse(url);
  }

  private static Map<String, String> answer(String text) {
    var answer = new TreeMap<String, String>();
    for (var line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        answer.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return answer;
  }

  private Map<String, String> files() {
    var files = new TreeMap<String, String>();
    var config = new StringBuilder();
    if (!logins.isEmpty()) {
      config.append("[credential]\n\tuseHttpPath = true\n\thelper = \"!sh " + HELPER + "\"\n");
      files.put(HELPER, script());
    }
    rewrites.forEach(
        (instead, base) ->
            config.append("[url %s]\n\tinsteadOf = %s\n".formatted(value(base), value(instead))));
    for (var header : headers) {
      var url = header.getKey().replaceFirst("^http\\.?", "").replaceFirst("\\.?extraheader$", "");
      config.append(
          "[http%s]\n\textraHeader = %s\n"
              .formatted(url.isEmpty() ? "" : " " + value(url), value(header.getValue())));
    }
    if (!config.isEmpty()) {
      files.put(CONFIG, config.toString());
    }
    return files;
  }

  private String script() {
    var script = new StringBuilder(Scripts.read("git-credentials.sh"));
    script.append("case $address in\n");
    logins.forEach(
        (pattern, login) ->
            script.append(
                "%s) printf '%%s\\n' %s %s ;;\n"
                    .formatted(
                        pattern,
                        quoted("username=" + login.user),
                        quoted("password=" + login.password))));
    return script.append("esac\n").toString();
  }

  /** Everything below an address. */
  private static String prefix(URI address, String user) {
    return quoted(server(address, user)) + "*";
  }

  private static String server(URI address, String user) {
    return address.getScheme() + "://" + (user.isEmpty() ? "" : user + "@") + host(address) + "/";
  }

  private static String host(URI address) {
    return address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
  }

  private static String path(URI address) {
    return Optional.ofNullable(address.getRawPath())
        .map(path -> decoded(path.replaceFirst("^/+", "")))
        .orElse("");
  }

  private static Optional<URI> parse(String url) {
    try {
      return Optional.of(new URI(url)).filter(address -> address.getHost() != null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Without plus signs for blanks, which only forms have. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** As git's configuration writes it. */
  private static String value(String text) {
    return "\""
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + "\"";
  }
}
