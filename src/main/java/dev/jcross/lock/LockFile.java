package dev.jcross.lock;

import dev.jcross.image.Sha256;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A project's Cross.lock. It is replaced as a whole or not at all, whatever dies when; and those
 * who change it take turns.
 */
public final class LockFile {
  private static final String UNFINISHED = "." + CrossLock.FILE + ".";

  /** How far a replacement has come. */
  enum Moment {
    CREATED,
    WRITTEN,
    SYNCED,
    NAMED
  }

  private final Path root;
  private final Path path;
  private final Path turns;
  private final boolean anew;
  private final Consumer<Moment> reached;

  /**
   * The lock of a workspace.
   *
   * @param root the workspace's directory, absolute
   * @param cache where jcross keeps what can be made again
   */
  public LockFile(Path root, Path cache) {
    this(root, cache, moment -> {});
  }

  /**
   * The lock of a workspace.
   *
   * @param reached hears how far a replacement has come, before it goes on
   */
  LockFile(Path root, Path cache, Consumer<Moment> reached) {
    this(
        root,
        cache
            .resolve("locks")
            .resolve(Sha256.start().add(root.resolve(CrossLock.FILE).toString()).hex()),
        false,
        reached);
  }

  private LockFile(Path root, Path turns, boolean anew, Consumer<Moment> reached) {
    this.root = root;
    this.path = root.resolve(CrossLock.FILE);
    this.turns = turns;
    this.anew = anew;
    this.reached = reached;
  }

  /** The same, to be made anew: what makes no sense is as good as nothing. */
  public LockFile anew() {
    return new LockFile(root, turns, true, reached);
  }

  /** Where it is, or would be. */
  public Path path() {
    return path;
  }

  /** It as a whole, for problems. */
  public static Place place() {
    return Place.of(CrossLock.FILE);
  }

  /**
   * What it says.
   *
   * @return empty if there is none
   * @throws ProblemException LOCK_INVALID, LOCK_CONFLICT, LOCK_VERSION; or FILE if it cannot be
   *     read
   */
  public Optional<CrossLock> read() {
    try {
      return Optional.of(LockReader.read(Files.readString(path), CrossLock.FILE));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CharacterCodingException e) {
      return senseless(LockReader.noText(CrossLock.FILE));
    } catch (ProblemException e) {
      return senseless(e);
    } catch (IOException e) {
      throw failed("cannot be read", e);
    }
  }

  /** A lock of a newer jcross makes sense, to that one. */
  private Optional<CrossLock> senseless(ProblemException problem) {
    if (anew && problem.problems().getFirst().code() != ProblemCode.LOCK_VERSION) {
      return Optional.empty();
    }
    throw problem;
  }

  /**
   * Changes it, after everybody who changes it now.
   *
   * @param change gets what it says then
   * @return whether other bytes stand there now
   * @throws ProblemException as {@link #read}; or FILE if it cannot be written: then the old one is
   *     still there
   */
  public boolean change(UnaryOperator<CrossLock> change) {
    try {
      Files.createDirectories(turns.getParent());
      try (var turn = FileChannel.open(turns, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = turn.lock()) {
        removeUnfinished();
        var old = read();
        var changed = change.apply(old.orElse(CrossLock.EMPTY));
        var text = LockText.of(changed);
        if (old.isPresent() && Files.readString(path).equals(text)) {
          return false;
        }
        replace(text);
        return true;
      }
    } catch (IOException e) {
      throw failed("cannot be written", e);
    }
  }

  private void replace(String text) throws IOException {
    var written = Files.createTempFile(root, UNFINISHED, "");
    try {
      reached.accept(Moment.CREATED);
      try (var file = FileChannel.open(written, StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        reached.accept(Moment.WRITTEN);
        // On the disk before it has the name: else a power cut leaves an empty file.
        file.force(true);
      }
      asOthers(written);
      reached.accept(Moment.SYNCED);
      move(written);
      reached.accept(Moment.NAMED);
    } finally {
      Files.deleteIfExists(written);
    }
    sync();
  }

  /** What somebody left who was killed; those who live take turns. */
  private void removeUnfinished() throws IOException {
    try (var files = Files.newDirectoryStream(root, UNFINISHED + "*")) {
      for (var file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** A temporary file is its owner's alone; a lock is read like the files beside it. */
  private void asOthers(Path written) throws IOException {
    var like = path.resolveSibling("Cargo.toml");
    if (Files.getFileStore(written).supportsFileAttributeView("posix") && Files.exists(like)) {
      Files.setPosixFilePermissions(
          written, Files.getPosixFilePermissions(Files.exists(path) ? path : like));
    }
  }

  private void move(Path written) throws IOException {
    try {
      Files.move(
          written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(written, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** That the name is on the disk, too; not every system can be asked for that. */
  private void sync() {
    try (var folder = FileChannel.open(root, StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException e) {
      // Windows opens no directories. The file itself is whole in any case.
    }
  }

  private static ProblemException failed(String what, IOException e) {
    return Problem.error(ProblemCode.FILE, "'" + CrossLock.FILE + "' " + what + ": " + reason(e))
        .at(place())
        .asException();
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
  }
}
