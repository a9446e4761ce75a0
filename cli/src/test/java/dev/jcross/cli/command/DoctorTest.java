package dev.jcross.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.engine.EngineFacts;
import dev.jcross.image.BuiltinRecipes;
import dev.jcross.image.ImageSource;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final String ARM = "aarch64-unknown-linux-gnu";

  private final BuiltinImages images = new BuiltinImages(BuiltinRecipes.load(), "auto");

  private static Terminal.Screen doctor(Terminal terminal, Machine machine) {
    var context = terminal.context();
    return terminal.call(new DoctorCommand(context, machine), context);
  }

  private String reference(String triple) {
    return ((ImageSource.Built) BuiltinRecipes.load().image(triple, "auto").orElseThrow())
        .reference();
  }

  private static List<Finding> findings(Terminal terminal, Machine machine) {
    return new Doctor(terminal.context(), machine).findings();
  }

  private static Finding first(List<Finding> findings, String check) {
    return findings.stream()
        .filter(finding -> finding.check().equals(check))
        .findFirst()
        .orElseThrow();
  }

  private static Finding last(List<Finding> findings, String check) {
    return first(findings.reversed(), check);
  }

  @Test
  void saysOkForEverythingOnAMachineThatLacksNothing() {
    var engine = new FakeEngine().with("debian:trixie-slim", 123_000_000);
    var screen = doctor(new Terminal().engine(engine), new FakeMachine());
    assertThat(screen.output())
        .isEqualTo(
            """
            ok       engine        Docker 29.1.0 (API 1.52, linux/x86_64) at
                                   unix:///run/docker.sock
            ok       socket        you may use /run/docker.sock
            ok       disk          66 GB free for images (/var/lib/docker), the project
                                   (/usr) and the cache (/nowhere/.cache/jcross)
            ok       images        none of %d is built yet; each is when it is first needed
            ok       base image    debian:trixie-slim is there
            ok       rust          https://static.rust-lang.org answers: new images take its
                                   compiler
            ok       emulation     the images bring their emulators along; nothing is needed
                                   on this machine
            ok       certificates  downloads trust those of the image: no bundle is named
            ok       proxy         no proxy variable is set

            Nothing stands in the way of a build.
            """
                .formatted(images.all().size()));
    assertThat(screen.status()).isZero();
    assertThat(engine.closed()).isTrue();
  }

  @Test
  void tellsTheUserWhatToFix() {
    var screen =
        doctor(
            new Terminal(),
            new FakeMachine() {
              @Override
              public Disk disk(Path directory) {
                return new Disk("/dev/sda1", 1_900_000_000);
              }

              @Override
              public int ask(URI address, Optional<Path> caBundle, Duration limit)
                  throws IOException {
                throw new ConnectException("Connection refused");
              }
            });
    assertThat(screen.output())
        .isEqualTo(
            """
            error    engine        no container engine found
                                   looked for: /var/run/docker.sock
                                   help: sudo apt-get install docker.io
            error    disk          only 1.9 GB free for the project (/usr) and the cache
                                   (/nowhere/.cache/jcross)
                                   help: make room there
            note     rust          https://static.rust-lang.org cannot be used (Connection
                                   refused), so new images take Debian's compiler: it took
                                   1.56 times as long for ripgrep as the official one in our
                                   measurement
                                   help: for a mirror that you can reach: export RUSTUP_DIST_SERVER=https://…
            ok       emulation     the images bring their emulators along; nothing is needed
                                   on this machine
            ok       certificates  downloads trust those of the image: no bundle is named
            ok       proxy         no proxy variable is set

            The 2 errors above stand in the way of a build.
            """);
    assertThat(screen.errors()).isEmpty();
    assertThat(screen.status()).as("that of the first error").isEqualTo(69);
  }

  @Test
  @Timeout(20)
  void doesNotWaitForAnEngineThatHangs() {
    var never = new CountDownLatch(1);
    var terminal =
        new Terminal()
            .engineBy(
                () -> {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return new FakeEngine();
                });
    var findings =
        new Doctor(terminal.context(), new FakeMachine(), Duration.ofSeconds(1)).findings();
    assertThat(findings.getFirst().message())
        .isEqualTo("the container engine does not answer within 1 seconds");
  }

  @Test
  @Timeout(20)
  void doesNotWaitForAServerThatHangs() {
    var never = new CountDownLatch(1);
    var rust =
        first(
            findings(
                new Terminal().engine(new FakeEngine()),
                new FakeMachine() {
                  @Override
                  public int ask(URI address, Optional<Path> caBundle, Duration limit)
                      throws IOException {
                    try {
                      never.await();
                    } catch (InterruptedException e) {
                      throw new IOException(e);
                    }
                    return 200;
                  }
                }),
            "rust");
    assertThat(rust.level()).isEqualTo(Finding.Level.NOTE);
    assertThat(rust.message()).contains("(no answer within 3 seconds)");
  }

  @Test
  void asksTheServerThatTheVariableNames() {
    var rust =
        first(
            findings(
                new Terminal().variable("RUSTUP_DIST_SERVER", "https://mirror.example"),
                new FakeMachine() {
                  @Override
                  public int ask(URI address, Optional<Path> caBundle, Duration limit) {
                    return address.getHost().equals("mirror.example") ? 503 : 200;
                  }
                }),
            "rust");
    assertThat(rust.message())
        .startsWith("https://mirror.example cannot be used (it answers with status 503)");
  }

  @Test
  void saysWhatABuiltBaseImageReallyHolds() {
    var engine =
        new FakeEngine()
            .with(images.base().reference(), 1_120_000_000)
            .with(reference(ARM), 1_450_000_000)
            .holding("source=debian\nrustc=1.96.0\n");
    var findings = findings(new Terminal().engine(engine), new FakeMachine());
    assertThat(first(findings, "images").message())
        .isEqualTo("1 of " + images.all().size() + " built: " + ARM + " (1.5 GB)");
    var held = last(findings, "rust");
    assertThat(held.level()).isEqualTo(Finding.Level.NOTE);
    assertThat(held.message())
        .startsWith("the base image holds Debian's Rust 1.96.0, as the official server could not");
    assertThat(held.help().orElseThrow())
        .isEqualTo(
            "to let the next build make the images anew:\ndocker image rm "
                + reference(ARM)
                + " "
                + images.base().reference());
    assertThat(engine.containers()).as("left behind").isEmpty();
  }

  @Test
  void praisesABaseImageWithTheOfficialCompiler() {
    var engine =
        new FakeEngine()
            .with(images.base().reference(), 1)
            .holding("source=rustup\nrustc=1.97.0\n");
    assertThat(last(findings(new Terminal().engine(engine), new FakeMachine()), "rust"))
        .isEqualTo(Finding.ok("rust", "the base image holds the official Rust 1.97.0"));
  }

  @Test
  void saysWhichProgramWouldMakeTheBaseImage() {
    var finding =
        first(
            findings(
                new Terminal().engine(new FakeEngine()),
                new FakeMachine() {
                  @Override
                  public boolean hasProgram(String name) {
                    return false;
                  }
                }),
            "base image");
    assertThat(finding.level()).isEqualTo(Finding.Level.NOTE);
    assertThat(finding.help()).contains("sudo apt-get install mmdebstrap");
  }

  @Test
  void looksAtNoDiskOfAnotherMachine() {
    var remote =
        new EngineFacts(
            "Podman",
            "5.4.0",
            "1.41",
            "tcp://build:2375",
            "linux",
            "aarch64",
            true,
            false,
            "/data");
    var findings =
        findings(new Terminal().engine(new FakeEngine().with(remote)), new FakeMachine());
    assertThat(findings.getFirst().message())
        .isEqualTo("Podman 5.4.0 (API 1.41, rootless, linux/aarch64) at tcp://build:2375");
    assertThat(first(findings, "disk").message()).doesNotContain("/data");
    assertThat(findings).extracting(Finding::check).doesNotContain("socket");
  }

  @Test
  void warnsOfAnEngineThatIsTooOld() {
    var old =
        new EngineFacts(
            "Docker",
            "19.03.1",
            "1.40",
            "unix:///run/docker.sock",
            "linux",
            "x86_64",
            false,
            false,
            "");
    var finding =
        findings(new Terminal().engine(new FakeEngine().with(old)), new FakeMachine()).getFirst();
    assertThat(finding.level()).isEqualTo(Finding.Level.WARNING);
    assertThat(finding.help())
        .contains("install Docker 20.10 or newer: https://docs.docker.com/engine/install");
  }

  @Test
  void neverShowsThePasswordOfAProxy() {
    var screen =
        doctor(
            new Terminal()
                .variable("http_proxy", "http://ferris:crab@127.0.0.1:3128")
                .variable("NO_PROXY", "localhost,.example"),
            new FakeMachine());
    assertThat(screen.output())
        .contains(
            """
            ok       proxy         http_proxy=http://ferris:***@127.0.0.1:3128
                                   NO_PROXY=localhost,.example
            warning  proxy         http_proxy names this machine, and in a container that
                                   name means the container
                                   help: export http_proxy=http://<an address that containers reach>:3128
            """)
        .doesNotContain("crab");
  }

  @Test
  void warnsWhenTestsWouldAskTheProxyForThemselves() {
    var finding =
        last(
            findings(
                new Terminal()
                    .variable("https_proxy", "proxy.example:3128")
                    .variable("no_proxy", ".example"),
                new FakeMachine()),
            "proxy");
    assertThat(finding.level()).isEqualTo(Finding.Level.WARNING);
    assertThat(finding.help()).contains("export no_proxy=.example,localhost,127.0.0.1");
  }

  @Test
  void countsTheCertificatesOfTheBundleThatASettingNames(@TempDir Path directory)
      throws IOException {
    var bundle = Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n");
    var finding =
        first(
            findings(
                new Terminal().in(directory).variable("CROSS_BUILD_CA_BUNDLE", "ca.pem"),
                new FakeMachine() {
                  @Override
                  public int certificates(Path file) {
                    return 144;
                  }
                }),
            "certificates");
    assertThat(finding)
        .isEqualTo(
            Finding.ok("certificates", "144 in " + bundle + ", which CROSS_BUILD_CA_BUNDLE names"));
  }

  @Test
  void tellsWhatIsWrongWithTheSettings(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("Cargo.toml"), "[package]\nname = \"hello\"\nversion = \"0.1.0\"\n");
    Files.createDirectories(directory.resolve("src"));
    Files.writeString(directory.resolve("src/main.rs"), "fn main() {}\n");
    Files.writeString(directory.resolve("Cross.toml"), "[build]\npre-biuld = [\"true\"]\n");
    var finding =
        last(
            findings(new Terminal().in(directory).engine(new FakeEngine()), new FakeMachine()),
            "settings");
    assertThat(finding.message()).isEqualTo("'pre-biuld' is not a key of [build]");
    assertThat(finding.details()).containsExactly("--> Cross.toml:2:1");
    assertThat(finding.help()).contains("did you mean 'pre-build'?");
  }

  @Test
  void printsJson() {
    var terminal = new Terminal();
    var context = terminal.context();
    var command = new DoctorCommand(context, new FakeMachine());
    command.flags.json = true;
    var json = terminal.call(command, context);
    assertThat(json.output())
        .startsWith(
            """
            {
              "schema" : 1,
              "checks" : [ {
                "level" : "error",
                "check" : "engine",
                "message" : "no container engine found",
                "details" : [ "looked for: /var/run/docker.sock" ],
                "help" : "sudo apt-get install docker.io",
                "code" : "ENGINE_MISSING"
              }, {
            """);
    assertThat(json.status()).isEqualTo(69);
  }
}
