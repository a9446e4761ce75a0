package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images of a real registry are used only if they are signed as Cross.toml wants it. */
class SignedImagesIT {
  private static final String TRIPLE = Workbench.NATIVE;
  private static final String[] BUILD = {"build", "--target", TRIPLE};

  @RegisterExtension static final Workbench bench = new Workbench();

  private static final Registry registry = Registry.start(false);
  private static final RegistryProxy proxy = RegistryProxy.before(registry);
  private static Path keys = Path.of("/");
  private static String made = "";

  private final String name = "it/" + UUID.randomUUID();
  private Project crate = bench.nowhere();
  private String image = "";
  private String digest = "";

  @BeforeAll
  static void makeKeysAndAnImage() throws IOException {
    made = SmallImage.make(bench, "it/" + UUID.randomUUID());
    keys = Files.createDirectories(bench.root().resolve("keys"));
    cosign().key("team", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
    cosign().key("other", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
    cosign().key("edwards", "ED25519");
    cosign().key("rsa", "RSA");
  }

  @AfterAll
  static void stop() {
    proxy.close();
    registry.close();
  }

  private static Cosign cosign() {
    return new Cosign(keys, registry);
  }

  @BeforeEach
  void pushAnImage() throws IOException, InterruptedException {
    proxy.answer(exchange -> Optional.empty());
    registry.push(made, name + ":1");
    image = proxy.host() + "/" + name;
    Workbench.client().pullImageCmd(image + ":1").start().awaitCompletion();
    bench.removeLater(image + ":1");
    digest =
        Objects.requireNonNull(
                Workbench.client().inspectImageCmd(image + ":1").exec().getRepoDigests())
            .stream()
            .filter(text -> text.startsWith(image + "@"))
            .map(text -> text.substring(image.length() + 1))
            .findFirst()
            .orElseThrow();
    crate = bench.crate();
    signedBy("team");
  }

  private void signedBy(String key) {
    crate.crossToml(
        """
        [build]
        ca-bundle = "%s"
        [build.trust]
        "%s/it/*" = "%s"
        [target.%s]
        image = "%s:1"
        """
            .formatted(
                proxy.certificate(), proxy.host(), keys.resolve(key + ".pub"), TRIPLE, image));
  }

  private String subject() {
    return "the image '" + image + "@" + digest + "' is not signed";
  }

  @ParameterizedTest
  @CsvSource({"team", "edwards", "rsa"})
  void aSignedImageIsUsedAndNobodyIsAskedAgain(String key)
      throws IOException, InterruptedException {
    cosign().sign(key, name, image, digest, digest);
    signedBy(key);

    assertThat(crate.succeed(BUILD).output()).isEqualTo("ran: build\n");
    var asked = proxy.asked();
    assertThat(asked)
        .contains("GET /v2/" + name + "/manifests/" + digest.replace(':', '-') + ".sig");

    assertThat(crate.succeed(BUILD).output()).isEqualTo("ran: build\n");
    crate.succeed("lock", "--target", TRIPLE);
    assertThat(crate.succeed("build", "--locked", "--target", TRIPLE).output())
        .isEqualTo("ran: build\n");
    assertThat(proxy.asked().subList(asked.size(), proxy.asked().size()))
        .noneMatch(path -> path.endsWith(".sig"));
    signedBy("other");
    crate.run("build", "--locked", "--target", TRIPLE).hasStatus(84);
  }

  @Test
  void aSignatureOfCosign3Counts() throws IOException, InterruptedException {
    cosign().bundle("team", name, digest);

    assertThat(crate.succeed(BUILD).output()).isEqualTo("ran: build\n");
    signedBy("other");
    crate.run(BUILD).hasStatus(84).hasErrorLine("  | a signature is by another key");
  }

  @Test
  void anImageThatNobodySignedIsNotUsed() {
    crate
        .run(BUILD)
        .hasStatus(84)
        .tells("error[IMAGE_UNSIGNED]: " + subject())
        .hasErrorLine("  --> Cross.toml:4:1")
        .hasErrorLine("  | it must be signed with " + keys.resolve("team.pub"));
    crate.run("lock", "--target", TRIPLE).hasStatus(84);
    assertThat(crate.file("Cross.lock")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "other | here      | same  | a signature is by another key",
        "team  | here      | other | a signature is of another image, sha256:",
        "team  | elsewhere | same  | a signature is of the name registry.example/team/elsewhere",
      })
  void aSignatureOfSomethingElseIsNone(String key, String place, String which, String flaw)
      throws IOException, InterruptedException {
    cosign()
        .sign(
            key,
            name,
            place.equals("here") ? image : "registry.example/team/elsewhere",
            which.equals("same") ? digest : "sha256:" + "0".repeat(64),
            digest);

    var refused =
        crate
            .run(BUILD)
            .hasStatus(84)
            .tells("error[IMAGE_SIGNATURE]: " + subject() + " as it must be");

    assertThat(refused.errors()).contains("\n  | " + flaw);
    assertThat(refused.output()).isEmpty();
    // Nor what is built on it.
    crate.write(
        "Cross.toml",
        Files.readString(crate.file("Cross.toml")) + "pre-build = [\"echo must not run\"]\n");
    assertThat(crate.run(BUILD).hasStatus(84).errors()).doesNotContain("Building");
  }

  @Test
  void whoIsTrustedStandsInThePlan() throws IOException {
    var plan = crate.succeed("plan", "build", "--target", TRIPLE).output();
    var json =
        new ObjectMapper()
            .readTree(crate.succeed("plan", "--json", "build", "--target", TRIPLE).output());

    assertThat(plan)
        .contains(
            "\n           %s:1 must be signed with %s   (Cross.toml:4:1)\n"
                .formatted(image, keys.resolve("team.pub")));
    assertThat(json.at("/targets/0/image/trust").path(image + ":1").path("key").asText())
        .isEqualTo(keys.resolve("team.pub").toString());
    crate
        .jcross()
        .with("CROSS_BUILD_TRUST", "*=nobody")
        .run(BUILD)
        .hasStatus(84)
        .tells(
            "error[IMAGE_UNTRUSTED]: the image '"
                + image
                + ":1' must not be used: nobody is trusted to have made it");
  }

  @Test
  void aRegistryThatDoesNotTellTheSignaturesIsNoExcuse() throws IOException, InterruptedException {
    cosign().sign("team", name, image, digest, digest);
    proxy.answer(exchange -> Optional.of(new RegistryProxy.Answer(503, Map.of(), "later")));

    crate
        .run(BUILD)
        .hasStatus(74)
        .tells(
            "error[TRUST_UNREACHABLE]: the signatures of '%s@%s' cannot be read from %s: it answers with status 503"
                .formatted(image, digest, proxy.host()));
    proxy.answer(exchange -> Optional.empty());
    crate.succeed(BUILD);
  }

  @Test
  void aPrivateRegistryIsAskedWithDockersLogin() throws IOException, InterruptedException {
    cosign().sign("team", name, image, digest, digest);
    var pair = Base64.getEncoder().encodeToString("ferris:crab".getBytes(StandardCharsets.UTF_8));
    proxy.answer(
        exchange ->
            ("Basic " + pair).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                ? Optional.empty()
                : Optional.of(
                    new RegistryProxy.Answer(
                        401, Map.of("WWW-Authenticate", "Basic realm=\"it\""), "")));
    var settings = Files.createDirectories(bench.root().resolve(name + "/docker"));
    var jcross = crate.jcross().with("DOCKER_CONFIG", settings.toString());

    jcross
        .run(BUILD)
        .hasStatus(74)
        .tells(
            "error[TRUST_UNREACHABLE]: the signatures of '%s@%s' cannot be read from %s: it asks for a login"
                .formatted(image, digest, proxy.host()))
        .hasErrorLine("  help: docker login " + proxy.host());
    Files.writeString(
        settings.resolve("config.json"),
        "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(proxy.host(), pair));
    jcross.succeed(BUILD);
  }

  @Test
  void aKeyThatIsNoneIsToldBeforeAnything() {
    crate.crossToml(
        "[build.trust]\n\"*\" = \"team.pub\"\n[target.%s]\nimage = \"%s:1\"\n"
            .formatted(TRIPLE, image));
    crate
        .run(BUILD)
        .hasStatus(78)
        .tells("error[TRUST_KEY]: the key 'team.pub' is no file")
        .hasErrorLine("  --> Cross.toml:2:1");
  }

  @Test
  void anIdentityIsForCosignToCheck() throws IOException {
    crate.crossToml(
        """
        [build.trust]
        "%s/it/*" = { identity = "ada@team.example", issuer = "https://login.team.example" }
        [target.%s]
        image = "%s:1"
        """
            .formatted(proxy.host(), TRIPLE, image));
    var nothing = Files.createDirectories(bench.root().resolve("no-programs"));

    crate
        .jcross()
        .with("PATH", nothing + ":/usr/bin:/bin")
        .run(BUILD)
        .hasStatus(74)
        .tells(
            "error[SIGSTORE]: who signed '%s@%s' is for the program cosign to tell, which cannot be started"
                .formatted(image, digest));
  }
}
