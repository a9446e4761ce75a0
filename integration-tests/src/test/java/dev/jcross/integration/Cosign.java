package dev.jcross.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Signs images as cosign does, with openssl: in the forms of cosign 2.6 and 3.1, as these were seen
 * to leave them in such a registry.
 */
final class Cosign {
  private final Path directory;
  private final String registry;
  private final HttpClient client = HttpClient.newHttpClient();

  Cosign(Path directory, Registry registry) {
    this.directory = directory;
    this.registry = "http://" + registry.host() + "/v2/";
  }

  /** Makes a pair of keys; the file of the public one. */
  Path key(String name, String... algorithm) {
    var words = new java.util.ArrayList<>(List.of("genpkey", "-out", name + ".key", "-algorithm"));
    words.addAll(List.of(algorithm));
    openssl(words);
    openssl(List.of("pkey", "-in", name + ".key", "-pubout", "-out", name + ".pub"));
    return directory.resolve(name + ".pub");
  }

  private void openssl(List<String> words) {
    var command = new java.util.ArrayList<>(List.of(Machine.program("openssl")));
    command.addAll(words);
    Commands.run(directory, Map.of(), command);
  }

  private String sign(String key, byte[] bytes) throws IOException {
    var name = UUID.randomUUID().toString();
    Files.write(directory.resolve(name), bytes);
    boolean hashes = !Files.readString(directory.resolve(key + ".pub")).contains("MCowBQYDK2Vw");
    var words =
        new java.util.ArrayList<>(
            List.of("pkeyutl", "-sign", "-rawin", "-inkey", key + ".key", "-in", name));
    words.addAll(List.of("-out", name + ".sig"));
    if (hashes) {
      words.addAll(List.of("-digest", "sha256"));
    }
    openssl(words);
    return Base64.getEncoder().encodeToString(Files.readAllBytes(directory.resolve(name + ".sig")));
  }

  /**
   * As cosign 2 does.
   *
   * @param where the repository that the signature lies in
   * @param claimedName whose signature it says to be
   * @param claimedDigest whose signature it says to be
   * @param foundAs the digest whose signature it is found as
   */
  void sign(String key, String where, String claimedName, String claimedDigest, String foundAs)
      throws IOException, InterruptedException {
    var payload =
        "{\"critical\":{\"identity\":{\"docker-reference\":\"%s\"},\"image\":{\"docker-manifest-digest\":\"%s\"},\"type\":\"cosign container image signature\"},\"optional\":null}"
            .formatted(claimedName, claimedDigest);
    var layer =
        descriptor(where, "application/vnd.dev.cosign.simplesigning.v1+json", payload)
            .replaceFirst(
                "}$",
                ",\"annotations\":{\"dev.cosignproject.cosign/signature\":\""
                    + sign(key, payload.getBytes(StandardCharsets.UTF_8))
                    + "\"}}");
    manifest(
        where,
        foundAs.replace(':', '-') + ".sig",
        "image.manifest",
        "\"config\":"
            + descriptor(where, "application/vnd.oci.image.config.v1+json", "{}")
            + ",\"layers\":["
            + layer
            + "]");
  }

  /** As cosign 3 does. */
  void bundle(String key, String repository, String digest)
      throws IOException, InterruptedException {
    var statement =
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":{\"sha256\":\"%s\"},\"annotations\":{}}],\"predicateType\":\"https://sigstore.dev/cosign/sign/v1\",\"predicate\":{}}"
            .formatted(digest.substring("sha256:".length()));
    var type = "application/vnd.in-toto+json";
    var signed =
        "DSSEv1 " + type.length() + " " + type + " " + statement.length() + " " + statement;
    var kind = "application/vnd.dev.sigstore.bundle.v0.3+json";
    var bundle =
        "{\"mediaType\":\"%s\",\"verificationMaterial\":{\"publicKey\":{\"hint\":\"x\"}},\"dsseEnvelope\":{\"payload\":\"%s\",\"payloadType\":\"%s\",\"signatures\":[{\"sig\":\"%s\"}]}}"
            .formatted(
                kind,
                Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8)),
                type,
                sign(key, signed.getBytes(StandardCharsets.UTF_8)));
    var tag = digest.replace(':', '-');
    var text =
        manifest(
            repository,
            tag + "-bundle",
            "image.manifest",
            "\"artifactType\":\""
                + kind
                + "\",\"config\":"
                + descriptor(repository, "application/vnd.oci.empty.v1+json", "{}")
                + ",\"layers\":["
                + descriptor(repository, kind, bundle)
                + "]");
    manifest(
        repository,
        tag,
        "image.index",
        "\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"size\":"
            + text.length()
            + ",\"digest\":\""
            + digest(text)
            + "\",\"artifactType\":\""
            + kind
            + "\"}]");
  }

  private String manifest(String repository, String tag, String kind, String members)
      throws IOException, InterruptedException {
    var type = "application/vnd.oci." + kind + ".v1+json";
    var text = "{\"schemaVersion\":2,\"mediaType\":\"" + type + "\"," + members + "}";
    send(
        HttpRequest.newBuilder(URI.create(registry + repository + "/manifests/" + tag))
            .header("Content-Type", type)
            .PUT(HttpRequest.BodyPublishers.ofString(text)));
    return text;
  }

  /** Puts bytes into the registry. */
  private String descriptor(String repository, String type, String text)
      throws IOException, InterruptedException {
    var upload =
        send(
            HttpRequest.newBuilder(URI.create(registry + repository + "/blobs/uploads/"))
                .POST(HttpRequest.BodyPublishers.noBody()));
    var place = upload.headers().firstValue("Location").orElseThrow();
    send(
        HttpRequest.newBuilder(URI.create(place + "&digest=" + digest(text)))
            .header("Content-Type", "application/octet-stream")
            .PUT(HttpRequest.BodyPublishers.ofString(text)));
    return "{\"mediaType\":\""
        + type
        + "\",\"size\":"
        + text.length()
        + ",\"digest\":\""
        + digest(text)
        + "\"}";
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var reply = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (reply.statusCode() >= 300) {
      throw new IllegalStateException(reply + ": " + reply.body());
    }
    return reply;
  }

  private static String digest(String text) {
    try {
      var hash = java.security.MessageDigest.getInstance("SHA-256");
      return "sha256:"
          + HexFormat.of().formatHex(hash.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
