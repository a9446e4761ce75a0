package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Locked images of a registry that lost or changed them, or does not let us in any more. */
class LyingRegistryIT {
  private static final String TRIPLE = Workbench.NATIVE;
  private static final String[] BUILD = {"build", "--target", TRIPLE};

  @RegisterExtension static final Workbench bench = new Workbench();

  private static final Registry registry = Registry.start(false);
  private static final RegistryProxy proxy = RegistryProxy.before(registry);

  private final String name = "it/" + UUID.randomUUID();
  private Project crate = bench.nowhere();
  private String locked = "";
  private String digest = "";
  private String lock = "";

  @AfterAll
  static void stop() {
    proxy.close();
    registry.close();
  }

  /** A project with a lock, and an image of which nothing is on this machine any more. */
  @BeforeEach
  void lockAnImage() throws IOException, InterruptedException {
    proxy.answer(exchange -> Optional.empty());
    var image = proxy.host() + "/" + name + ":1";
    registry.push(SmallImage.make(bench, name), name + ":1");
    crate = bench.crate().crossToml("[target.%s]\nimage = \"%s\"\n".formatted(TRIPLE, image));
    crate.succeed("lock", "--target", TRIPLE);
    lock = Files.readString(crate.file("Cross.lock"));
    digest = lock.replaceFirst("(?s).*\ndigest = \"([^\"]*)\".*", "$1");
    locked = proxy.host() + "/" + name + "@" + digest;
    bench.removeLater(locked);
    for (var here : List.of(image, SmallImage.reference(name))) {
      Workbench.client().removeImageCmd(here).withForce(true).exec();
    }
    assertThat(LocalImage.exists(locked)).isFalse();
  }

  /** What the registry keeps of the image. */
  enum Blob {
    MANIFEST("echo >>"),
    CONFIG("echo >>"),
    LAYER("printf X | dd status=none conv=notrunc bs=1 seek=40 of=");

    /** Makes other bytes of a file that make sense as far as possible. */
    private final String damage;

    Blob(String damage) {
      this.damage = damage;
    }
  }

  private String digest(Blob blob) throws IOException {
    var manifest = new ObjectMapper().readTree(registry.shell("cat " + Registry.file(digest)));
    return switch (blob) {
      case MANIFEST -> digest;
      case CONFIG -> manifest.at("/config/digest").asText();
      case LAYER -> manifest.at("/layers/1/digest").asText();
    };
  }

  /**
   * Nothing of it is taken, the lock stays, and once all is well again the build is the locked one.
   */
  private void isRefusedUntil(Runnable mended, String code, String... lines) throws IOException {
    for (int attempt = 1; attempt <= 2; attempt++) {
      var refused = crate.run(BUILD).hasStatus(74).showsNoStackTrace();
      assertThat(refused.problems())
          .singleElement(InstanceOfAssertFactories.STRING)
          .startsWith("error[" + code + "]: the image '" + locked + "' cannot be pulled: ");
      assertThat(refused.errors().lines()).contains("  --> Cross.lock").contains(lines);
      assertThat(refused.output()).isEmpty();
      assertThat(LocalImage.exists(locked)).isFalse();
    }
    assertThat(Files.readString(crate.file("Cross.lock"))).isEqualTo(lock);

    mended.run();

    assertThat(crate.succeed(BUILD).output()).isEqualTo("ran: build\n");
    assertThat(Files.readString(crate.file("Cross.lock"))).isEqualTo(lock);
  }

  private static String corrupt() {
    return "  | the registry " + proxy.host() + " serves other bytes than the digest says";
  }

  @ParameterizedTest
  @EnumSource(Blob.class)
  void otherBytesThanTheDigestSaysAreNotTaken(Blob blob) throws IOException {
    var file = Registry.file(digest(blob));
    registry.shell("cp -p " + file + " /srv/kept; " + blob.damage + file);

    isRefusedUntil(() -> registry.shell("cp -p /srv/kept " + file), "IMAGE_CORRUPT", corrupt());
  }

  @Test
  void aTruncatedLayerIsNotTaken() throws IOException {
    var file = Registry.file(digest(Blob.LAYER));
    registry.shell("cp -p " + file + " /srv/kept; truncate -s -20 " + file);

    isRefusedUntil(() -> registry.shell("cp -p /srv/kept " + file), "IMAGE_CORRUPT", corrupt());
  }

  @Test
  void aDigestThatIsGoneSaysSo() throws IOException {
    var kept = Registry.revision(name, digest);
    registry.shell("mv " + kept + " /srv/kept-revision");

    isRefusedUntil(
        () -> registry.shell("mv /srv/kept-revision " + kept),
        "IMAGE_PULL",
        "        or lock what the registry has now: jcross lock --update --target " + TRIPLE);
  }

  @Test
  void aTokenThatExpiresHalfwaySaysHowToLogIn() throws IOException {
    var layer = "/v2/" + name + "/blobs/" + digest(Blob.LAYER);
    proxy.answer(exchange -> withTokens(exchange, layer));

    isRefusedUntil(
        () -> proxy.answer(exchange -> Optional.empty()),
        "IMAGE_PULL",
        "  help: log in, and try again: docker login " + proxy.host());
  }

  /** As the registries of companies do: a token for each pull, and one that ends too early. */
  private Optional<RegistryProxy.Answer> withTokens(HttpExchange asked, String refused) {
    var path = asked.getRequestURI().getPath();
    if (path.equals("/token")) {
      return Optional.of(
          new RegistryProxy.Answer(
              200,
              Map.of("Content-Type", "application/json"),
              "{\"token\": \"short-lived\", \"expires_in\": 60}"));
    }
    boolean known =
        asked
            .getRequestHeaders()
            .getOrDefault("Authorization", List.of())
            .toString()
            .contains("short-lived");
    if (known && !path.equals(refused)) {
      return Optional.empty();
    }
    return Optional.of(
        new RegistryProxy.Answer(
            401,
            Map.of(
                "Content-Type",
                "application/json",
                "WWW-Authenticate",
                "Bearer realm=\"https://"
                    + proxy.host()
                    + "/token\",service=\"it\""
                    + (known ? ",error=\"invalid_token\"" : "")),
            "{\"errors\": [{\"code\": \"UNAUTHORIZED\", \"message\": \"the token has"
                + " expired\"}]}"));
  }

  @Test
  void anUpdateThatFailsLeavesTheLock() throws IOException {
    var file = Registry.file(digest(Blob.CONFIG));
    registry.shell("cp -p " + file + " /srv/kept; echo >>" + file);

    var refused = crate.run("lock", "--update").hasStatus(74).showsNoStackTrace();

    assertThat(refused.problems()).hasSize(1);
    assertThat(Files.readString(crate.file("Cross.lock"))).isEqualTo(lock);
    try (var files = Files.list(crate.directory())) {
      assertThat(files.map(found -> found.getFileName().toString()))
          .noneMatch(found -> found.startsWith(".Cross.lock"));
    }
  }
}
