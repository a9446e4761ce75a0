package dev.jcross.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The signatures of an image, as cosign leaves them in the image's own repository. */
final class SignatureStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SIGNATURE = "dev.cosignproject.cosign/signature";
  private static final String BUNDLE = "application/vnd.dev.sigstore.bundle";

  /** Who has more has something else in mind. */
  private static final int MOST = 100;

  private final RegistryClient registry;

  SignatureStore(RegistryClient registry) {
    this.registry = registry;
  }

  /** All there are, those of cosign 1 and 2 first. */
  List<ImageSignature> of(String digest) throws IOException {
    var signatures = new ArrayList<ImageSignature>();
    var tag = digest.replace(':', '-');
    var simple = registry.manifest(tag + ".sig");
    if (simple.isPresent()) {
      for (var layer : JSON.readTree(simple.get()).path("layers")) {
        var signature = layer.path("annotations").path(SIGNATURE).asText();
        if (!signature.isEmpty() && signatures.size() < MOST) {
          signatures.add(
              ImageSignature.simple(
                  registry.blob(layer.path("digest").asText()), ImageSignature.decoded(signature)));
        }
      }
    }
    // Registries that have no such list keep it under a tag.
    var list = registry.referrers(digest);
    if (list.isEmpty()) {
      list = registry.manifest(tag);
    }
    if (list.isPresent()) {
      for (var entry : JSON.readTree(list.get()).path("manifests")) {
        if (isBundle(entry) && signatures.size() < MOST) {
          bundle(entry.path("digest").asText(), signatures);
        }
      }
    }
    return signatures;
  }

  private static boolean isBundle(JsonNode entry) {
    return entry.path("artifactType").asText().startsWith(BUNDLE);
  }

  private void bundle(String digest, List<ImageSignature> signatures) throws IOException {
    var manifest = registry.manifest(digest);
    if (manifest.isPresent()) {
      for (var layer : JSON.readTree(manifest.get()).path("layers")) {
        ImageSignature.ofBundle(registry.blob(layer.path("digest").asText()))
            .ifPresent(signatures::add);
      }
    }
  }
}
