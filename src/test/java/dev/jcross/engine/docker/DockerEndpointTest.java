package dev.jcross.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.jcross.problem.ExitStatus;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerEndpointTest {
  private static final Path SYSTEM_PODMAN = Path.of("/run/podman/podman.sock");

  @TempDir Path directory;
  private Path home;
  private Path runtime;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void makeDirectories() throws IOException {
    home = Files.createDirectory(directory.resolve("home"));
    runtime = Files.createDirectory(directory.resolve("run"));
    environment.put("XDG_RUNTIME_DIR", runtime.toString());
  }

  private String located() {
    var endpoint = DockerEndpoint.locate(environment, home);
    return endpoint.uri() + " by " + endpoint.origin();
  }

  private List<String> refused() {
    var problem = catchThrowableOfType(ProblemException.class, this::located);
    assertThat(problem.exitStatus()).isEqualTo(ExitStatus.ENGINE);
    return problem.problems().stream().flatMap(one -> one.lines().stream()).toList();
  }

  private Path socket(String name) throws IOException {
    var file = runtime.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  private static String folder(String context) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(context.getBytes(StandardCharsets.UTF_8)));
  }

  private Path context(Path config, String name, String meta) throws Exception {
    var file = config.resolve("contexts/meta").resolve(folder(name)).resolve("meta.json");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, meta);
  }

  private void current(Path config, String name) throws IOException {
    Files.createDirectories(config);
    Files.writeString(config.resolve("config.json"), "{\"currentContext\": \"" + name + "\"}");
  }

  private static String names(String host) {
    return "{\"Name\":\"x\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\""
        + host
        + "\"}}}";
  }

  @ParameterizedTest
  @CsvSource({
    "unix:///some/where.sock, unix:///some/where.sock",
    "tcp://build.example:2375, tcp://build.example:2375",
    "http://build.example:2375, tcp://build.example:2375",
    "https://build.example:2376, tcp://build.example:2376"
  })
  void takesTheAddressInDockerHost(String host, String uri) {
    environment.put("DOCKER_HOST", host);

    assertThat(located()).isEqualTo(uri + " by DOCKER_HOST");
  }

  @Test
  void dockerHostBeatsContextsAndSockets() throws Exception {
    environment.put("DOCKER_HOST", "unix:///first.sock");
    environment.put("DOCKER_CONTEXT", "second");
    context(home.resolve(".docker"), "second", names("unix:///second.sock"));
    socket("docker.sock");

    assertThat(located()).isEqualTo("unix:///first.sock by DOCKER_HOST");
  }

  @Test
  void anEmptyDockerHostIsNone() throws IOException {
    environment.put("DOCKER_HOST", "");
    var socket = socket("docker.sock");

    assertThat(located()).isEqualTo("unix://" + socket + " by " + socket);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ssh://me@host", "fd://", "build.example:2375", "not a uri", "/var/run/x"})
  void tellsWhatAnAddressLooksLike(String host) {
    environment.put("DOCKER_HOST", host);

    assertThat(refused())
        .containsExactly(
            "error[ENGINE_UNREACHABLE]: jcross cannot use the engine address '" + host + "'",
            "  --> DOCKER_HOST",
            "  help: use an address such as unix:///var/run/docker.sock or tcp://host:2375");
  }

  @Test
  void takesTheCurrentContext() throws Exception {
    var config = home.resolve(".docker");
    current(config, "desktop-linux");
    context(config, "desktop-linux", names("unix:///home/me/.docker/desktop/docker.sock"));

    assertThat(located())
        .isEqualTo("unix:///home/me/.docker/desktop/docker.sock by context 'desktop-linux'");
  }

  @Test
  void theVariableForTheContextBeatsTheFile() throws Exception {
    var config = directory.resolve("other config");
    environment.put("DOCKER_CONFIG", config.toString());
    environment.put("DOCKER_CONTEXT", "büro");
    current(config, "desktop-linux");
    context(config, "büro", names("tcp://10.0.0.1:2375"));

    assertThat(located()).isEqualTo("tcp://10.0.0.1:2375 by context 'büro'");
  }

  @Test
  void theDefaultContextMeansTheUsualSockets() throws Exception {
    current(home.resolve(".docker"), "default");
    var socket = socket("docker.sock");

    assertThat(located()).isEqualTo("unix://" + socket + " by " + socket);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"Endpoints\":{}}", "{\"Endpoints\":{\"docker\":{\"Host\":\"\"}}}"})
  void tellsOfAContextThatNamesNoHost(String meta) throws Exception {
    var config = home.resolve(".docker");
    current(config, "gone");
    var file = context(config, "gone", meta);
    if (meta.isEmpty()) {
      Files.delete(file);
    }

    assertThat(refused())
        .containsExactly(
            "error[ENGINE_MISSING]: the Docker context 'gone' does not exist or names no host",
            "  --> " + file,
            "  help: docker context ls");
  }

  @Test
  void tellsWhichFileOfDockersIsBroken() throws IOException {
    var config = Files.createDirectories(home.resolve(".docker")).resolve("config.json");
    Files.writeString(config, "{ broken");
    var problem = catchThrowableOfType(ProblemException.class, this::located);

    assertThat(problem.problems().getFirst().lines())
        .contains("  --> " + config)
        .first()
        .asString()
        .startsWith("error[FILE]: cannot read Docker's configuration: ");
  }

  @Test
  void aConfigurationWithoutContextMeansTheUsualSockets() throws IOException {
    Files.createDirectories(home.resolve(".docker"));
    Files.writeString(home.resolve(".docker/config.json"), "{\"auths\": {}}");
    var socket = socket("docker.sock");

    assertThat(located()).isEqualTo("unix://" + socket + " by " + socket);
  }

  @ParameterizedTest
  @ValueSource(strings = {"podman", "/usr/bin/podman", "podman-remote"})
  void askedForPodmanItLooksForPodmanAlone(String engine) throws IOException {
    environment.put("CROSS_CONTAINER_ENGINE", engine);
    environment.put("DOCKER_HOST", "unix:///docker.sock");
    socket("docker.sock");
    var podman = socket("podman/podman.sock");

    assertThat(located()).isEqualTo("unix://" + podman + " by " + podman);
  }

  @Test
  void askedForDockerItTakesDocker() throws IOException {
    environment.put("CROSS_CONTAINER_ENGINE", "docker");
    socket("podman/podman.sock");
    var docker = socket("docker.sock");

    assertThat(located()).isEqualTo("unix://" + docker + " by " + docker);
  }

  @Test
  void tellsWhereItLookedAndWhatToInstall() {
    assumeFalse(Files.exists(SYSTEM_PODMAN));
    environment.put("CROSS_CONTAINER_ENGINE", "podman");

    assertThat(refused())
        .containsExactly(
            "error[ENGINE_MISSING]: no container engine found",
            "  | looked for: " + runtime + "/podman/podman.sock, /run/podman/podman.sock",
            "  help: install Docker or Podman and start it, for example: sudo apt-get install"
                + " docker.io",
            "        then look again with: jcross doctor");
  }

  @Test
  void withoutARuntimeDirectoryItLooksInTheUsualPlaces() {
    for (var socket : List.of("/var/run/docker.sock", "/run/podman/podman.sock")) {
      assumeFalse(Files.exists(Path.of(socket)));
    }
    var places = new ArrayList<String>();
    places.add("/var/run/docker.sock");
    places.add(home + "/.docker/run/docker.sock");
    places.add("/run/podman/podman.sock");
    environment.put("XDG_RUNTIME_DIR", "");

    assertThat(refused()).contains("  | looked for: " + String.join(", ", places));
  }
}
