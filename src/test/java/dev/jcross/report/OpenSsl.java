package dev.jcross.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jcross.host.HostFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The program: it makes keys as users do, and judges signatures independently. */
record OpenSsl(Path folder) {
  static final String P256 = "-algorithm EC -pkeyopt ec_paramgen_curve:P-256";
  static final String ED25519 = "-algorithm ed25519";
  static final String RSA = "-algorithm RSA -pkeyopt rsa_keygen_bits:2048";

  OpenSsl {
    assumeTrue(
        Stream.of(HostFacts.read().variable("PATH").orElse("").split(":", -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory).resolve("openssl"))),
        "openssl, for the judge");
  }

  /** A file with a private key, as {@code openssl genpkey} writes it. */
  Path key(String name, String options) {
    var file = folder.resolve(name);
    succeed("genpkey " + options + " -out " + file);
    return file;
  }

  Path publicKey(Path key) {
    var file = key.resolveSibling(key.getFileName() + ".pub");
    succeed("pkey -in " + key + " -pubout -out " + file);
    return file;
  }

  SigningKey signing(Path key) throws KeyException {
    return SigningKey.parse(text(key));
  }

  VerificationKey verification(Path key) throws KeyException {
    return VerificationKey.parse(text(publicKey(key)));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void succeed(String arguments) {
    assertThat(run(arguments)).as("openssl %s", arguments).isZero();
  }

  int run(String arguments) {
    var command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(output).isNotNull();
      return process.waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
