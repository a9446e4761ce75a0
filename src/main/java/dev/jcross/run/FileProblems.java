package dev.jcross.run;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** What a failing file means. */
final class FileProblems {
  private FileProblems() {}

  static ProblemException of(IOException e, Path file) {
    var text = String.valueOf(e.getMessage());
    if (text.contains("No space left on device")) {
      return Problem.error(ProblemCode.DISK_FULL, "the disk is full")
          .at(Place.of(file.toString()))
          .help("df -h " + file.getParent())
          .asException();
    }
    var reason = e instanceof AccessDeniedException ? "permission denied" : text;
    return Problem.error(ProblemCode.FILE, "cannot write: " + reason)
        .at(Place.of(file.toString()))
        .help("ls -ld " + file.getParent())
        .asException();
  }
}
