package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.plan.Network;
import dev.jcross.plan.Phase;
import dev.jcross.plan.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With what cargo 1.95 and the usual programs of build scripts really print. */
class DiagnosisTest {
  private static Step step(Phase phase, Network network) {
    return new Step(
        phase,
        Optional.empty(),
        Stage.container(network, List.of()),
        List.of("cargo", "build"),
        false,
        false,
        List.of(),
        Optional.empty());
  }

  private static final Step FETCH = step(Phase.FETCH, Network.BRIDGE);
  private static final Step SEALED = step(Phase.COMPILE, Network.NONE);
  private static final Step OPEN = step(Phase.COMPILE, Network.BRIDGE);
  private static final Step EXECUTE = step(Phase.EXECUTE, Network.BRIDGE);

  private static List<String> notes(int status, Step step, String printed) {
    return Diagnosis.of(status, step, printed).stream()
        .flatMap(problem -> problem.lines().stream())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "curl: (6) Could not resolve host: example.com",
        "fatal: unable to access 'https://github.com/a/b/': Could not resolve host: github.com",
        "Resolving example.com (example.com)... failed: Temporary failure in name resolution.",
        "urllib.error.URLError: <urlopen error [Errno -3] Temporary failure in name resolution>",
        "OSError: [Errno 101] Network is unreachable",
        "thread 'main' panicked at build.rs:3:37:\ncalled `Result::unwrap()` on an `Err` value:"
            + " Os { code: 101, kind: NetworkUnreachable, message: \"Network is unreachable\" }",
        "error: failed to lookup address information: Temporary failure in name resolution",
        "Error: getaddrinfo EAI_AGAIN registry.npmjs.org",
        "dns error: failed to lookup address information",
      })
  void namesTheKeyThatOpensTheNetworkWhenASealedBuildReachedForIt(String printed) {
    assertThat(notes(101, SEALED, "   Compiling a v0.1.0\n" + printed + "\n"))
        .containsExactly(
            "error[NETWORK_SEALED]: the build reached for the network, which is closed while code"
                + " is compiled",
            "  help: if it has to, open it in Cross.toml:",
            "        [build]",
            "        network = true");
    assertThat(notes(101, OPEN, printed)).isEmpty();
    assertThat(notes(101, EXECUTE, printed)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error: cannot update the lock file /project/Cargo.lock because --locked was passed to"
            + " prevent this\nhelp: to generate the lock file without accessing the network, remove"
            + " the --locked flag and use --offline instead.",
        "error: cannot update the lock file /project/Cargo.lock because --frozen was passed to"
            + " prevent this",
        "error: cannot create the lock file /project/Cargo.lock because --locked was passed to"
            + " prevent this",
        "error: the lock file /project/Cargo.lock needs to be updated but --locked was passed to"
            + " prevent this",
      })
  void saysThatCargosLockIsStale(String printed) {
    for (var step : List.of(FETCH, SEALED)) {
      assertThat(notes(101, step, printed))
          .containsExactly(
              "error[LOCKFILE_STALE]: Cargo.lock does not match the manifests any more",
              "  --> Cargo.lock",
              "  help: bring it up to date with: jcross fetch   (without --locked)");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  [6] Could not resolve hostname (Could not resolve host: index.crates.io)",
        "  [6] Couldn't resolve host name (Could not resolve host: index.crates.io)",
      })
  void pointsToTheDoctorWhenCratesCannotBeDownloaded(String cause) {
    assertThat(
            notes(
                101,
                FETCH,
                """
                    Updating crates.io index
                error: failed to get `itoa` as a dependency of package `a v0.1.0 (/project)`

                Caused by:
                  failed to download from `https://index.crates.io/config.json`

                Caused by:
                """
                    + cause))
        .containsExactly(
            "error[CRATES_DOWNLOAD]: crates could not be downloaded",
            "  help: look at proxy and certificates with: jcross doctor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  [60] SSL peer certificate or SSH remote key was not OK (SSL certificate problem: unable"
            + " to get local issuer certificate)",
        "  [60] SSL peer certificate or SSH remote key was not OK (SSL certificate problem:"
            + " self-signed certificate in certificate chain)",
        "fatal: unable to access 'https://git.example/': server certificate verification failed."
            + " SSL certificate problem: self signed certificate",
      })
  void namesTheKeyForACompanysCertificates(String printed) {
    assertThat(notes(101, FETCH, printed))
        .containsExactly(
            "error[CA_BUNDLE]: a server's certificate is not trusted in the container",
            "  help: name your company's certificates in Cross.toml:",
            "        [build]",
            "        ca-bundle = \"/etc/ssl/certs/ca-certificates.crt\"");
    assertThat(notes(101, SEALED, printed)).isEmpty();
  }

  @Test
  void saysThatTheDiskIsFull() {
    assertThat(
            notes(
                101,
                SEALED,
                "error: failed to write `/target/x.rlib`: No space left on device (os error 28)"))
        .containsExactly(
            "error[DISK_FULL]: the disk is full",
            "  help: see what takes the room with: df -h; docker system df");
  }

  @Test
  void saysThatAnImageHoldsNoCargo() {
    assertThat(notes(127, SEALED, "jcross-exec: 15: exec: cargo: not found"))
        .containsExactly(
            "error[TOOLCHAIN_UNAVAILABLE]: the image holds no cargo",
            "  help: base your image on one of jcross's, which hold Rust");
    assertThat(notes(1, SEALED, "sh: 1: cargo: not found")).isEmpty();
  }

  @Test
  void addsNothingToWhatCargoHasTold() {
    var ordinary =
        """
        error[E0425]: cannot find value `network` in this scope
         --> src/main.rs:2:5
        error: could not compile `a` (bin "a") due to 1 previous error
        """;
    for (var step : List.of(FETCH, SEALED, OPEN, EXECUTE)) {
      assertThat(notes(101, step, ordinary)).isEmpty();
      assertThat(notes(101, step, "")).isEmpty();
    }
  }

  @Test
  void addsNothingToASuccess() {
    assertThat(notes(0, SEALED, "warning: Could not resolve host: x\nNo space left on device"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jcross-exec: 34: exec: gdb: not found",
        "jcross-exec: line 34: exec: gdb: not found",
        "jcross-exec: exec: line 34: gdb: not found",
      })
  void namesTheProgramThatTheImageLacks(String printed) {
    assertThat(notes(127, SEALED, printed + "\n"))
        .containsExactly(
            "error[PROGRAM_MISSING]: the image holds no program 'gdb'",
            "  help: add its package in Cross.toml:",
            "        [build]",
            "        pre-build = [\"apt-get update && apt-get install -y …\"]");
  }

  @Test
  void saysNothingOfProgramsThatAProgramMissed() {
    assertThat(notes(127, SEALED, "sh: 1: gdb: not found\n")).isEmpty();
    assertThat(notes(1, SEALED, "jcross-exec: 34: exec: gdb: not found\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1, error[TOOLCHAIN_INSTALL]: Rust 'nightly-2026-01-01' could not be installed",
    "3, error[TOOLCHAIN_UNAVAILABLE]: Rust 'nightly-2026-01-01' has no standard library for T",
    "4, error[TOOLCHAIN_UNAVAILABLE]: Rust 'nightly-2026-01-01' does not exist on the server",
    "5, error[TOOLCHAIN_UNAVAILABLE]: Rust 'nightly-2026-01-01' lacks a component that is asked"
        + " for",
  })
  void saysWhyAToolchainWasNotInstalled(int status, String told) {
    assertThat(notes(status, installation(), "error: could not download")).contains(told);
  }

  @Test
  void saysNothingOfAnInstallationThatWasInterrupted() {
    assertThat(notes(130, installation(), "")).isEmpty();
  }

  private static Step installation() {
    return new Step(
        Phase.FETCH,
        Optional.empty(),
        Stage.container(Network.BRIDGE, List.of()),
        List.of(
            "install-toolchain", "nightly-2026-01-01-x86_64-unknown-linux-gnu", "rust-src", "T"),
        false,
        false,
        List.of(),
        Optional.empty());
  }
}
