package dev.jcross.cli.command;

import dev.jcross.cli.Planning;
import dev.jcross.lock.CrossLock;
import dev.jcross.lock.LockFile;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.project.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The two locks of a project, which say what a bundle has to have.
 *
 * @param cargo the text of Cargo.lock
 * @param digests by the names of the files: {@code sha256:…} of their bytes
 */
record BundledLocks(String cargo, Map<String, String> digests) {
  private static final String CARGO = "Cargo.lock";

  BundledLocks {
    digests = Collections.unmodifiableMap(new TreeMap<>(digests));
  }

  /**
   * Reads them.
   *
   * @throws ProblemException LOCKFILE_STALE or LOCK_STALE if one is not there
   */
  static BundledLocks of(Planning.Reading here) {
    var root =
        here.project().map(Project::workspaceRoot).orElseGet(() -> here.host().workingDirectory());
    var cargo =
        read(
            root.resolve(CARGO),
            Problem.error(ProblemCode.LOCKFILE_STALE, "there is no Cargo.lock")
                .at(Place.of(CARGO))
                .help("let cargo make it: jcross generate-lockfile"));
    var cross =
        read(
            root.resolve(CrossLock.FILE),
            Problem.error(ProblemCode.LOCK_STALE, "there is no Cross.lock")
                .at(LockFile.place())
                .help("make it: jcross lock"));
    return new BundledLocks(
        new String(cargo, StandardCharsets.UTF_8),
        Map.of(CARGO, digest(cargo), CrossLock.FILE, digest(cross)));
  }

  private static byte[] read(Path file, Problem missing) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw missing.asException();
    } catch (IOException e) {
      throw Problem.error(
              ProblemCode.FILE, "'" + file.getFileName() + "' cannot be read: " + e.getMessage())
          .asException();
    }
  }

  private static String digest(byte[] bytes) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
