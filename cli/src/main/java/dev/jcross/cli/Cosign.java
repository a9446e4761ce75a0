package dev.jcross.cli;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sigstore's program, which signs with an identity in place of a key. */
final class Cosign {
  private static final String PROGRAM = "cosign";

  private final Path program;

  Cosign(Path program) {
    this.program = program;
  }

  /**
   * Where it is.
   *
   * @throws dev.jcross.problem.ProblemException SIGSTORE if it is not installed
   */
  static Path find(HostFacts host) {
    return host.program(PROGRAM).orElseThrow(Cosign::missing);
  }

  private static ProblemException missing() {
    return Problem.error(
            ProblemCode.SIGSTORE,
            "'--attest-keyless' needs the program 'cosign', and there is none")
        .at(Place.of("PATH"))
        .help(
            "install cosign 3 (docs.sigstore.dev/cosign/system_config/installation)\n"
                + "or sign with a key: --attest --attest-key FILE")
        .asException();
  }

  /**
   * Has a statement signed. Where nobody's identity is known, cosign asks for it on the terminal.
   *
   * @param bundle where signature, certificate and the log's entry go
   */
  void attest(byte[] statement, Path bundle) throws IOException {
    var folder = Files.createTempDirectory("jcross-attest-");
    try {
      var said = Files.write(folder.resolve("statement.json"), statement);
      var signed = folder.resolve("bundle.json");
      var process =
          new ProcessBuilder(
                  program.toString(),
                  "attest-blob",
                  "--yes",
                  "--statement",
                  said.toString(),
                  "--bundle",
                  signed.toString())
              // Standard output is for what cargo prints.
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      int status = process.waitFor();
      if (status != 0 || !Files.isRegularFile(signed)) {
        throw Problem.error(
                ProblemCode.SIGSTORE, "cosign ended with status " + status + " and did not sign")
            .help("see what it said above; what was built is there, and is not attested")
            .asException();
      }
      WholeFile.write(bundle, Files.readAllBytes(signed));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.error(ProblemCode.INTERRUPTED, "cosign was interrupted").asException();
    } finally {
      for (var name : new String[] {"statement.json", "bundle.json"}) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.deleteIfExists(folder);
    }
  }
}
