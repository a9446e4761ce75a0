package dev.jcross.trust;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jcross.trust.RegistryAccess.Login;
import dev.jcross.trust.WebClient.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads one repository of a registry (opencontainers/distribution-spec). */
final class RegistryClient implements AutoCloseable {
  private static final String MANIFESTS =
      "application/vnd.oci.image.manifest.v1+json,"
          + " application/vnd.docker.distribution.manifest.v2+json,"
          + " application/vnd.oci.image.index.v1+json";
  private static final Pattern PARAMETER = Pattern.compile("([a-zA-Z_]+)=\"([^\"]*)\"");
  private static final int REDIRECTS = 4;

  private final Repository repository;
  private final RegistryAccess access;
  private final WebClient web;
  private Optional<String> authorization = Optional.empty();
  private String scheme = "https";

  RegistryClient(Repository repository, RegistryAccess access) throws IOException {
    this.repository = repository;
    this.access = access;
    this.web = new WebClient(access);
  }

  /** From now on, whatever host it is. */
  void withoutTls() {
    scheme = "http";
  }

  /**
   * A manifest or index.
   *
   * @param reference a tag or a digest
   * @return empty if there is none
   */
  Optional<byte[]> manifest(String reference) throws IOException {
    var found = ask("/manifests/" + reference, MANIFESTS);
    if (found.isPresent() && reference.startsWith("sha256:")) {
      check(found.get(), reference);
    }
    return found;
  }

  /** What belongs to an image, as an index; empty if the registry has no such list. */
  Optional<byte[]> referrers(String digest) throws IOException {
    return ask("/referrers/" + digest, MANIFESTS);
  }

  byte[] blob(String digest) throws IOException {
    var found =
        ask("/blobs/" + digest, "*/*").orElseThrow(() -> new IOException(digest + " is gone"));
    check(found, digest);
    return found;
  }

  private static void check(byte[] bytes, String digest) throws IOException {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      if (!digest.equals("sha256:" + HexFormat.of().formatHex(hash))) {
        throw new IOException("other bytes than " + digest + " came");
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private Optional<byte[]> ask(String path, String accept) throws IOException {
    var reply = get(path, accept);
    if (reply.status() == 401 && authorize(reply.header("www-authenticate").orElse(""))) {
      reply = get(path, accept);
    }
    return switch (reply.status()) {
      case 200 -> Optional.of(reply.body());
      case 404 -> Optional.empty();
      case 401, 403 ->
          throw new IOException(
              access.login().isPresent()
                  ? "the login is refused (status " + reply.status() + ")"
                  : "it asks for a login");
      default -> throw new IOException("it answers with status " + reply.status());
    };
  }

  private Reply get(String path, String accept) throws IOException {
    var reply = first(path, accept);
    for (int turn = 0; turn < REDIRECTS && isRedirect(reply); turn++) {
      var location = reply.header("location").orElse("");
      var from = address(path);
      var to = resolved(from, location);
      boolean same = to.getAuthority().equals(from.getAuthority());
      reply = web.get(to, accept, same ? authorization : Optional.empty());
    }
    return reply;
  }

  private Reply first(String path, String accept) throws IOException {
    try {
      return web.get(address(path), accept, authorization);
    } catch (IOException e) {
      if (!repository.isHere() || scheme.equals("http")) {
        throw e;
      }
      // As engines do on the loopback; what comes is proven by the signature.
      scheme = "http";
      return web.get(address(path), accept, authorization);
    }
  }

  private static boolean isRedirect(Reply reply) {
    return reply.status() >= 301 && reply.status() <= 308 && reply.status() != 304;
  }

  private static URI resolved(URI from, String location) throws IOException {
    try {
      var to = from.resolve(location);
      if (to.getAuthority() == null) {
        throw new IOException("it redirects to '" + location + "'");
      }
      return to;
    } catch (IllegalArgumentException e) {
      throw new IOException("it redirects to '" + location + "'", e);
    }
  }

  private URI address(String path) throws IOException {
    try {
      return URI.create(scheme + "://" + repository.server() + "/v2/" + repository.path() + path);
    } catch (IllegalArgumentException e) {
      throw new IOException("it cannot be asked for '" + path + "'", e);
    }
  }

  /** Whether there is something to show now (distribution, docs/spec/auth). */
  private boolean authorize(String challenge) throws IOException {
    var kind = challenge.split(" ", 2)[0].toLowerCase(Locale.ROOT);
    if (kind.equals("basic")) {
      authorization = access.login().filter(login -> !login.isToken()).map(RegistryClient::basic);
      return authorization.isPresent();
    }
    if (!kind.equals("bearer")) {
      return false;
    }
    var parameters = new TreeMap<String, String>();
    var found = PARAMETER.matcher(challenge);
    while (found.find()) {
      parameters.put(found.group(1), found.group(2));
    }
    var token = token(parameters);
    authorization = token.map(text -> "Bearer " + text);
    return token.isPresent();
  }

  private Optional<String> token(Map<String, String> parameters) throws IOException {
    var realm = parameters.getOrDefault("realm", "");
    if (!realm.startsWith("https://") && !(repository.isHere() && realm.startsWith("http://"))) {
      throw new IOException("it sends to '" + realm + "' for a login");
    }
    var query =
        "service="
            + encoded(parameters.getOrDefault("service", ""))
            + "&scope="
            + encoded("repository:" + repository.path() + ":pull");
    var login = access.login();
    var reply =
        login.isPresent() && login.get().isToken()
            ? web.post(
                URI.create(realm),
                query
                    + "&grant_type=refresh_token&client_id=jcross&refresh_token="
                    + encoded(login.get().secret()))
            : web.get(
                URI.create(realm + (realm.contains("?") ? "&" : "?") + query),
                "application/json",
                login.map(RegistryClient::basic));
    if (reply.status() != 200) {
      return Optional.empty();
    }
    var answer = new ObjectMapper().readTree(reply.body());
    var token = answer.path("token").asText();
    return Optional.of(token.isEmpty() ? answer.path("access_token").asText() : token)
        .filter(text -> !text.isEmpty());
  }

  private static String basic(Login login) {
    var pair = login.user() + ":" + login.secret();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    web.close();
  }
}
