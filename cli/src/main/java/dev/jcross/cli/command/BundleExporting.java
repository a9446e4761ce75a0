package dev.jcross.cli.command;

import dev.jcross.bundle.BundleWriter;
import dev.jcross.bundle.Crates;
import dev.jcross.bundle.Manifest;
import dev.jcross.cli.Planning;
import dev.jcross.image.ImagePlatform;
import dev.jcross.lock.LockedTarget;
import dev.jcross.plan.BuildPlan;
import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.run.BundleExport;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code jcross bundle export}. */
final class BundleExporting {
  private static final int BUFFER = 1 << 18;

  private final OwnCommands.Context context;

  BundleExporting(OwnCommands.Context context) {
    this.context = context;
  }

  int run(List<String> targets, String file) throws IOException {
    boolean piped = file.equals("-");
    if (piped && context.host().terminal().stdout()) {
      throw Problem.error(ProblemCode.USAGE, "a bundle is nothing to read on a terminal")
          .at(Place.of("-"))
          .help("jcross bundle export FILE")
          .asException();
    }
    var planning = new Planning(context.host(), context.recipes().get());
    var here = planning.read(planning.parse(List.of("build")));
    var locks = BundledLocks.of(here);
    var crates = Crates.of(locks.cargo());
    var invocation = planning.parse(words(here, targets));
    var plan = planning.plan(invocation);
    sound(plan);
    var path = context.host().workingDirectory().resolve(file).normalize();
    if (!piped) {
      checkPlace(path, file);
    }
    var about =
        new Manifest.About(
            context.version(),
            ImagePlatform.ofMachine(context.host().architecture()),
            "",
            locks.digests(),
            List.of(),
            List.of());
    try (var engine = context.engine().get();
        var progress = context.progress().get()) {
      var export =
          new BundleExport(
              engine,
              progress,
              context.surroundings().get(),
              target -> stamp(planning.plan(invocation), target));
      var ready = export.prepare(plan);
      if (piped) {
        var output = new FileOutputStream(FileDescriptor.out);
        try (var bundle = new BundleWriter(new BufferedOutputStream(output, BUFFER))) {
          export.write(ready, crates, about, bundle);
        }
      } else {
        checkRoom(path, ready.imageBytes());
        write(path, file, sink -> export.write(ready, crates, about, sink));
      }
    }
    if (!piped) {
      context.console().say("Wrote", file + ": " + Sizes.text(Files.size(path)));
    }
    return 0;
  }

  /** Those of the lock, unless some are named. */
  private List<String> words(Planning.Reading here, List<String> targets) {
    var host = ImagePlatform.ofMachine(context.host().architecture());
    var names =
        targets.isEmpty()
            ? here.lock().stream()
                .flatMap(lock -> lock.targets().stream())
                .filter(row -> row.host().equals(host))
                .map(LockedTarget::name)
                .toList()
            : targets;
    var words = new ArrayList<>(List.of("--fresh", "build", "--locked"));
    names.forEach(name -> words.addAll(List.of("--target", name)));
    return words;
  }

  private void sound(BuildPlan plan) {
    context.console().problems(plan.problems().stream().filter(found -> !found.isError()).toList());
    if (!plan.sound()) {
      throw new ProblemException(plan.problems().stream().filter(Problem::isError).toList());
    }
  }

  static Optional<String> stamp(BuildPlan plan, TargetPlan before) {
    return plan.targets().stream()
        .filter(one -> one.target().equals(before.target()))
        .findFirst()
        .flatMap(TargetPlan::fetchStamp);
  }

  private static void checkPlace(Path path, String file) {
    var folder = path.getParent();
    if (Files.isDirectory(path) || folder == null || !Files.isDirectory(folder)) {
      throw Problem.error(
              ProblemCode.FILE,
              Files.isDirectory(path)
                  ? "'" + file + "' is a directory"
                  : "there is no directory '" + folder + "'")
          .at(Place.of(file))
          .help("jcross bundle export FILE")
          .asException();
    }
  }

  private static void checkRoom(Path path, long needed) throws IOException {
    var store = Files.getFileStore(java.util.Objects.requireNonNull(path.getParent()));
    if (store.getUsableSpace() < needed) {
      throw Problem.error(
              ProblemCode.DISK_FULL,
              "the bundle may take "
                  + Sizes.text(needed)
                  + ", and "
                  + Sizes.text(store.getUsableSpace())
                  + " are free")
          .at(Place.of(path.toString()))
          .help("write it to another disk, or through a pipe: jcross bundle export - | zstd > FILE")
          .asException();
    }
  }

  @FunctionalInterface
  private interface Writing {
    void to(BundleWriter bundle) throws IOException;
  }

  /** Under another name until it is whole, whatever ends this process. */
  private static void write(Path path, String file, Writing writing) {
    var unfinished =
        path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + ".part");
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> remove(unfinished), "jcross-bundle-unfinished"));
    try (var channel =
        FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      try (var bundle = new BundleWriter(unclosed(channel))) {
        writing.to(bundle);
      }
      channel.force(true);
      Files.move(
          unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Problem.error(ProblemCode.FILE, "'" + file + "' cannot be written: " + e.getMessage())
          .at(Place.of(file))
          .help("see what is free there with: df -h " + path.getParent())
          .asException();
    } finally {
      remove(unfinished);
    }
  }

  private static OutputStream unclosed(FileChannel channel) {
    return new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER) {
      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  private static void remove(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      // It is hidden, and its name says what it is.
    }
  }
}
