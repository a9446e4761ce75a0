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
import java.util.Optional;
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
    return endpoint.text() + " by " + endpoint.origin();
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

  private Address address() {
    return DockerEndpoint.locate(environment, home).address();
  }

  /** As {@code user@host:port/socket}. */
  private static String described(Address address) {
    return switch (address) {
      case Address.UnixSocket(var path) -> "socket " + path;
      case Address.Tcp(var host, var port, var tls) ->
          (tls.isPresent() ? "TLS " : "clear ") + host + " " + port;
      case Address.Ssh ssh ->
          (ssh.podman() ? "podman at " : "ssh ")
              + ssh.destination()
              + ssh.port().stream().mapToObj(port -> " port " + port).findAny().orElse("")
              + ssh.socket().map(path -> " socket " + path).orElse("")
              + ssh.identity().map(key -> " key " + key).orElse("");
      case Address.PodmanProgram(var program) -> "program " + program;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "unix:///some/where.sock, socket /some/where.sock",
    "unix:///some where/it's.sock, socket /some where/it's.sock",
    "tcp://build.example:2375, clear build.example 2375",
    "tcp://build.example, clear build.example 2375",
    "tcp://build_box:23/, clear build_box 23",
    "tcp://[::1]:23, clear ::1 23",
    "http://build.example:80, clear build.example 80",
    "https://build.example, TLS build.example 2376",
    "ssh://build.example, ssh build.example",
    "ssh://ada@build.example:2222, ssh ada@build.example port 2222",
    "ssh://ada@[fe80::1], ssh ada@fe80::1",
    "ssh://build/run/user/1000/docker.sock, ssh build socket /run/user/1000/docker.sock"
  })
  void takesTheAddressInDockerHost(String host, String address) {
    environment.put("DOCKER_HOST", host);

    assertThat(located()).isEqualTo(host + " by DOCKER_HOST");
    assertThat(described(address())).isEqualTo(address);
  }

  @Test
  void speaksTlsWhereDockersVariablesSaySo() throws IOException {
    environment.put("DOCKER_HOST", "tcp://build.example");
    environment.put("DOCKER_CERT_PATH", directory.toString());
    Files.createFile(directory.resolve("ca.pem"));
    assertThat(described(address())).as("the path alone").startsWith("clear");

    environment.put("DOCKER_TLS_VERIFY", "1");
    assertThat(address())
        .isEqualTo(
            new Address.Tcp(
                "build.example",
                2376,
                Optional.of(
                    new TlsMaterial(
                        Optional.of(directory.resolve("ca.pem")),
                        Optional.empty(),
                        Optional.empty(),
                        true))));

    environment.put("DOCKER_TLS_VERIFY", "");
    environment.put("DOCKER_TLS", "1");
    assertThat(address())
        .isInstanceOfSatisfying(
            Address.Tcp.class, tcp -> assertThat(tcp.tls().orElseThrow().verify()).isFalse());
  }

  @Test
  void withoutAPathForThemDockersCertificatesLieBesideItsSettings() throws IOException {
    environment.put("DOCKER_HOST", "tcp://build.example:1");
    environment.put("DOCKER_TLS_VERIFY", "1");
    var config = Files.createDirectory(home.resolve(".docker"));
    for (var name : List.of("ca.pem", "cert.pem", "key.pem")) {
      Files.createFile(config.resolve(name));
    }

    assertThat(address())
        .isEqualTo(
            new Address.Tcp(
                "build.example",
                1,
                Optional.of(
                    new TlsMaterial(
                        Optional.of(config.resolve("ca.pem")),
                        Optional.of(config.resolve("cert.pem")),
                        Optional.of(config.resolve("key.pem")),
                        true))));
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void aContextBringsItsOwnCertificates(boolean skip, boolean verify) throws Exception {
    var config = home.resolve(".docker");
    current(config, "büro");
    context(
        config,
        "büro",
        "{\"Endpoints\":{\"docker\":{\"Host\":\"tcp://10.0.0.1:2376\",\"SkipTLSVerify\":"
            + skip
            + "}}}");
    var tls = config.resolve("contexts/tls").resolve(folder("büro")).resolve("docker");
    Files.createDirectories(tls);
    Files.createFile(tls.resolve("ca.pem"));

    assertThat(address())
        .isEqualTo(
            new Address.Tcp(
                "10.0.0.1",
                2376,
                Optional.of(
                    new TlsMaterial(
                        Optional.of(tls.resolve("ca.pem")),
                        Optional.empty(),
                        Optional.empty(),
                        verify))));
  }

  @Test
  void aContextMayGoBySsh() throws Exception {
    var config = home.resolve(".docker");
    current(config, "pi");
    context(config, "pi", names("ssh://pi@10.0.0.7"));

    assertThat(described(address())).isEqualTo("ssh pi@10.0.0.7");
  }

  @Test
  void podmansOwnVariablesAreForPodman() {
    environment.put("CONTAINER_HOST", "ssh://core@build:2222/run/user/1000/podman/podman.sock");
    environment.put("CONTAINER_SSHKEY", "/home/ada/.ssh/machine");
    environment.put("DOCKER_HOST", "unix:///docker.sock");
    assertThat(described(address())).isEqualTo("socket /docker.sock");

    environment.put("CROSS_CONTAINER_ENGINE", "podman");
    assertThat(described(address()))
        .isEqualTo(
            "podman at core@build port 2222 socket /run/user/1000/podman/podman.sock"
                + " key /home/ada/.ssh/machine");
  }

  private Path program(String name) throws IOException {
    var folder = Files.createDirectories(directory.resolve("bin"));
    environment.put("PATH", "relative:" + folder);
    var file = Files.createFile(folder.resolve(name));
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  @Test
  void servesPodmanWhereItsSocketIsLeftOfAServiceThatEnded() throws IOException {
    assumeFalse(Files.exists(SYSTEM_PODMAN));
    environment.put("CROSS_CONTAINER_ENGINE", "podman");
    socket("podman/podman.sock");
    var podman = program("podman");

    assertThat(described(address())).isEqualTo("program " + podman);
  }

  @Test
  void takesThePodmanThatIsNamedByItsPath() throws IOException {
    assumeFalse(Files.exists(SYSTEM_PODMAN));
    var podman = program("podman");
    environment.put("PATH", "/usr/bin");
    environment.put("CROSS_CONTAINER_ENGINE", podman.toString());

    assertThat(described(address())).isEqualTo("program " + podman);
  }

  @Test
  void tellsThatAProgramNamedByItsPathDoesNotExist() {
    environment.put("CROSS_CONTAINER_ENGINE", "/opt/podman/bin/podman");

    assertThat(refused())
        .containsExactly(
            "error[ENGINE_MISSING]: there is no program '/opt/podman/bin/podman'",
            "  --> CROSS_CONTAINER_ENGINE",
            "  help: unset CROSS_CONTAINER_ENGINE   and jcross looks for an engine by itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nerdctl", "podmann", "container"})
  void tellsWhichEnginesItWorksWith(String engine) {
    environment.put("CROSS_CONTAINER_ENGINE", engine);
    var problem = catchThrowableOfType(ProblemException.class, this::located);

    assertThat(problem.problems().getFirst().lines())
        .containsExactly(
            "error[VARIABLE_VALUE]: jcross works with Docker and Podman, not with '" + engine + "'",
            "  --> CROSS_CONTAINER_ENGINE",
            "  help: CROSS_CONTAINER_ENGINE=docker or podman, or a path that ends in one of these"
                + " names");
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
      strings = {
        "fd://",
        "npipe:////./pipe/docker_engine",
        "build.example:2375",
        "not a uri",
        "/var/run/x",
        "unix://relative.sock",
        "tcp://",
        "tcp://:2375",
        "tcp://host:0",
        "tcp://host:70000",
        "tcp://host/path",
        "ssh://-oProxyCommand=evil",
        "ssh://-l@host",
        "ssh://host/x'; rm -rf; '.sock",
        "ssh://host/$(id)"
      })
  void tellsWhatAnAddressLooksLike(String host) {
    environment.put("DOCKER_HOST", host);

    assertThat(refused())
        .containsExactly(
            "error[ENGINE_UNREACHABLE]: jcross cannot use the engine address '" + host + "'",
            "  --> DOCKER_HOST",
            "  help: use an address such as unix:///var/run/docker.sock, tcp://host:2376 or"
                + " ssh://user@host");
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
  @ValueSource(strings = {"podman", "podman-remote"})
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
            "error[ENGINE_MISSING]: no container engine found: Podman was asked for",
            "  | looked for: "
                + runtime
                + "/podman/podman.sock, /run/podman/podman.sock, podman in PATH",
            "  help: install Podman, for example: sudo apt-get install podman",
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
    places.add(home + "/.docker/desktop/docker.sock");
    places.add("/run/podman/podman.sock");
    places.add("podman in PATH");
    environment.put("XDG_RUNTIME_DIR", "");

    assertThat(refused()).contains("  | looked for: " + String.join(", ", places));
  }
}
