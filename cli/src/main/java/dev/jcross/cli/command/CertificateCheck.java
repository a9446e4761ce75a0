package dev.jcross.cli.command;

import dev.jcross.config.Setting;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Whose certificates downloads trust besides the well-known ones. */
final class CertificateCheck {
  private static final String CHECK = "certificates";

  private final Machine machine;

  CertificateCheck(Machine machine) {
    this.machine = machine;
  }

  List<Finding> findings(HereSettings here) {
    return List.of(
        here.caBundle()
            .map(this::finding)
            .orElseGet(
                () -> Finding.ok(CHECK, "downloads trust those of the image: no bundle is named")));
  }

  private Finding finding(Setting<Path> bundle) {
    try {
      int count = machine.certificates(bundle.value());
      return count == 0
          ? unusable(bundle, "holds no certificate")
          : Finding.ok(
              CHECK, count + " in " + bundle.value() + ", which " + bundle.origin() + " names");
    } catch (NoSuchFileException e) {
      return unusable(bundle, "does not exist");
    } catch (AccessDeniedException e) {
      return unusable(bundle, "may not be read by you");
    } catch (IOException e) {
      return unusable(bundle, "cannot be read: " + e.getMessage());
    }
  }

  private static Finding unusable(Setting<Path> bundle, String why) {
    return Finding.of(
        CHECK,
        Problem.error(ProblemCode.CA_BUNDLE, "the CA bundle '" + bundle.value() + "' " + why)
            .at(Place.of(bundle.origin().toString()))
            .help("name a readable file of PEM certificates there, or none"));
  }
}
