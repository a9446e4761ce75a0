package dev.jcross.cli;

import dev.jcross.host.HostFacts;
import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.report.KeyException;
import dev.jcross.report.SigningKey;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The key that {@code --attest-key} names. */
final class SigningKeys {
  private static final String VARIABLE = "env://";
  private static final String FLAG = "--attest-key";

  private SigningKeys() {}

  /**
   * Reads it.
   *
   * @param name a file, or {@code env://NAME} for the text of a variable, as cosign has it
   * @param plans whose containers may not see it
   * @throws ProblemException SIGNING_KEY
   */
  static SigningKey read(String name, HostFacts host, List<TargetPlan> plans) {
    try {
      return SigningKey.parse(text(name, host, plans));
    } catch (KeyException e) {
      throw Problem.error(
              ProblemCode.SIGNING_KEY, "'" + name + "' is no key to sign with: " + e.getMessage())
          .at(Place.of(FLAG))
          .help(
              e.help()
                  .map(
                      help ->
                          help.replace("FILE", name.startsWith(VARIABLE) ? "attest.key" : name)))
          .asException();
    }
  }

  private static String text(String name, HostFacts host, List<TargetPlan> plans) {
    if (name.startsWith(VARIABLE)) {
      var variable = name.substring(VARIABLE.length());
      return host.variable(variable)
          .orElseThrow(
              () ->
                  failed("the variable '" + variable + "' is not set, or empty")
                      .help("set it to the text of the key's file, with its lines")
                      .asException());
    }
    try {
      var file = host.workingDirectory().resolve(Path.of(name));
      var text = Files.readString(file);
      refuseInReach(file.toRealPath(), plans, name);
      return text;
    } catch (NoSuchFileException e) {
      throw failed("there is no file '" + name + "'")
          .help(
              "make a key: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "
                  + name)
          .asException();
    } catch (CharacterCodingException | InvalidPathException e) {
      throw failed("'" + name + "' is no key in PEM format").asException();
    } catch (IOException e) {
      throw failed("'" + name + "' cannot be read: " + e).asException();
    }
  }

  /** A build script that can read the key can sign whatever it likes, then and later. */
  private static void refuseInReach(Path file, List<TargetPlan> plans, String name)
      throws IOException {
    for (var plan : plans) {
      for (var entry : plan.paths().entries()) {
        if (Files.isDirectory(entry.host()) && file.startsWith(entry.host().toRealPath())) {
          throw failed("the key lies in the project, where build scripts can read it")
              .help("move it: mv " + name + " ~/ && chmod 600 ~/" + file.getFileName())
              .asException();
        }
      }
    }
  }

  private static Problem failed(String summary) {
    return Problem.error(ProblemCode.SIGNING_KEY, summary).at(Place.of(FLAG));
  }
}
