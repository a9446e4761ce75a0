package dev.jcross.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.AuthConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryLoginsTest {
  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();

  private void config(String json) throws IOException {
    Files.writeString(
        Files.createDirectories(home.resolve(".docker")).resolve("config.json"), json);
  }

  private RegistryLogins logins(boolean podman) {
    return new RegistryLogins(new Machine(environment, home), podman);
  }

  private String login(String image) {
    return logins(false).forImage(image).map(RegistryLoginsTest::words).orElse("none");
  }

  private static String words(AuthConfig login) {
    return login.getIdentitytoken() != null
        ? "token " + login.getIdentitytoken()
        : login.getUsername() + " " + login.getPassword();
  }

  private static String auth(String pair) {
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private void helper(String name, String script) throws IOException {
    var bin = Files.createDirectories(home.resolve("bin"));
    var program = Files.writeString(bin.resolve("docker-credential-" + name), script);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    environment.put("PATH", bin + ":/usr/bin:/bin");
  }

  @ParameterizedTest
  @CsvSource({
    "debian:trixie-slim, https://index.docker.io/v1/",
    "ada/image, https://index.docker.io/v1/",
    "docker.io/ada/image, https://index.docker.io/v1/",
    "ghcr.io/ada/image:1, ghcr.io",
    "localhost/image, localhost",
    "localhost:5000/image, localhost:5000",
    "registry:5000/a/b@sha256:abc, registry:5000"
  })
  void knowsTheRegistryOfAnImage(String image, String registry) {
    assertThat(RegistryLogins.registry(image)).isEqualTo(registry);
  }

  @Test
  void findsWhatDockerLoginWrote() throws IOException {
    config(
        """
        {"auths": {
          "ghcr.io": {"auth": "%s"},
          "https://old.example": {"auth": "%s"},
          "https://index.docker.io/v1/": {"auth": "%s"},
          "azure.example": {"identitytoken": "abc", "auth": "%s"},
          "broken.example": {"auth": "###"}}}
        """
            .formatted(auth("ada:s:3cret"), auth("old:one"), auth("hub:word"), auth("x:")));

    assertThat(login("ghcr.io/ada/image")).isEqualTo("ada s:3cret");
    assertThat(login("old.example/image")).isEqualTo("old one");
    assertThat(login("debian")).isEqualTo("hub word");
    assertThat(login("azure.example/image")).isEqualTo("token abc");
    assertThat(login("broken.example/image")).isEqualTo("none");
    assertThat(login("other.example/image")).isEqualTo("none");
    assertThat(logins(false).all().getConfigs())
        .containsOnlyKeys(
            "ghcr.io", "https://old.example", "https://index.docker.io/v1/", "azure.example");
  }

  @Test
  void asksTheProgramThatKeepsALogin() throws IOException {
    config("{\"credsStore\": \"safe\", \"auths\": {\"ghcr.io\": {}}}");
    helper(
        "safe",
        """
        #!/bin/sh
        read -r registry
        test "$1 $registry" = "get ghcr.io" || { echo "credentials not found"; exit 1; }
        echo '{"ServerURL": "ghcr.io", "Username": "ada", "Secret": "s3cret"}'
        """);

    assertThat(login("ghcr.io/ada/image")).isEqualTo("ada s3cret");
    assertThat(login("other.example/image")).isEqualTo("none");
    assertThat(logins(false).all().getConfigs()).containsOnlyKeys("ghcr.io");
  }

  @Test
  void theProgramOfARegistryBeatsThatOfAll() throws IOException {
    config("{\"credsStore\": \"safe\", \"credHelpers\": {\"ghcr.io\": \"token\"}}");
    helper("safe", "#!/bin/sh\necho '{\"Username\": \"all\", \"Secret\": \"x\"}'\n");
    helper("token", "#!/bin/sh\necho '{\"Username\": \"<token>\", \"Secret\": \"t\"}'\n");

    assertThat(login("ghcr.io/ada/image")).isEqualTo("token t");
    assertThat(login("debian")).isEqualTo("all x");
  }

  @Test
  void doesWithoutAProgramThatIsMissingOrPrintsNonsense() throws IOException {
    config(
        "{\"credsStore\": \"desktop\", \"auths\": {\"ghcr.io\": {\"auth\": \"%s\"}}}"
            .formatted(auth("a:b")));
    assertThat(login("ghcr.io/ada/image")).isEqualTo("a b");

    helper("desktop", "#!/bin/sh\necho nonsense\n");
    assertThat(login("ghcr.io/ada/image")).isEqualTo("a b");
  }

  @Test
  void podmansOwnFileComesFirstForPodman() throws IOException {
    config("{\"auths\": {\"ghcr.io\": {\"auth\": \"%s\"}}}".formatted(auth("docker:x")));
    var run = Files.createDirectories(home.resolve("run/containers"));
    Files.writeString(
        run.resolve("auth.json"),
        "{\"auths\": {\"ghcr.io\": {\"auth\": \"%s\"}}}".formatted(auth("podman:y")));
    environment.put("XDG_RUNTIME_DIR", home.resolve("run").toString());

    assertThat(login("ghcr.io/image")).isEqualTo("docker x");
    assertThat(logins(true).forImage("ghcr.io/image").map(RegistryLoginsTest::words))
        .contains("podman y");
    environment.put("REGISTRY_AUTH_FILE", home.resolve("none").toString());
    assertThat(logins(true).forImage("ghcr.io/image").map(RegistryLoginsTest::words))
        .contains("docker x");
  }
}
