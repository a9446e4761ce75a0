package dev.jcross.cli;

import dev.jcross.artifact.FileHash;
import dev.jcross.artifact.ResultFolder;
import dev.jcross.host.GitOfHost;
import dev.jcross.host.HostFacts;
import dev.jcross.invocation.AttestFlags;
import dev.jcross.invocation.Invocation;
import dev.jcross.plan.CargoListing;
import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.project.Project;
import dev.jcross.report.Envelope;
import dev.jcross.report.Provenance;
import dev.jcross.report.Sbom;
import dev.jcross.report.SigningKey;
import dev.jcross.report.Source;
import dev.jcross.report.Statement;
import dev.jcross.report.Subject;
import dev.jcross.run.ResultCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * {@code --attest}: takes down what each target was built of, and signs and writes it once all
 * builds have ended. Without the flag nothing of it is loaded.
 */
final class Attester {
  /** They decide on what is built, beside the sources, and lie in the workspace's folder. */
  private static final List<String> FILES =
      List.of(
          "Cargo.lock",
          "Cross.lock",
          "Cross.toml",
          "rust-toolchain.toml",
          "rust-toolchain",
          ".cargo/config.toml");

  private final Invocation invocation;
  private final AttestFlags flags;
  private final HostFacts host;
  private final Path root;
  private final Optional<SigningKey> key;
  private final Optional<Source> source;
  private final List<Taken> taken = new ArrayList<>();

  /**
   * What is to be signed, and written as it is.
   *
   * @param plain a file of that name beside it; may be none
   */
  private record Taken(Path folder, String name, Statement statement, Map<String, byte[]> plain) {}

  private Attester(
      Planning.Reading reading,
      AttestFlags flags,
      Optional<SigningKey> key,
      Optional<Source> source) {
    this.invocation = reading.invocation();
    this.flags = flags;
    this.host = reading.host();
    this.root = reading.project().map(Project::workspaceRoot).orElse(host.workingDirectory());
    this.key = key;
    this.source = source;
  }

  /**
   * Takes down what the build starts from.
   *
   * @param reading of a command line with {@code --attest}
   * @throws dev.jcross.problem.ProblemException SIGNING_KEY or SIGSTORE, before anything is built
   */
  static Attester of(Planning.Reading reading, List<TargetPlan> plans) {
    var flags = reading.invocation().attest().orElseThrow();
    var key = flags.key().map(name -> SigningKeys.read(name, reading.host(), plans));
    if (key.isEmpty()) {
      Cosign.find(reading.host());
    }
    var source =
        new GitOfHost(reading.host())
            .commit()
            .map(
                commit ->
                    new Source(commit.id(), commit.remote().flatMap(Source::uri), commit.dirty()));
    return new Attester(reading, flags, key, source);
  }

  /**
   * Takes down what a target was built of.
   *
   * @param made what came out
   */
  List<Problem> take(TargetPlan plan, List<ResultFolder.Found> made, ResultCheck.Build build) {
    var results = plan.results().orElseThrow().directory();
    if (made.isEmpty()) {
      return List.of(
          Problem.error(
                  ProblemCode.USAGE,
                  "the build made no program and no library that could be attested")
              .help(
                  "a library crate makes one with: crate-type = [\"staticlib\"] or [\"cdylib\"]"));
    }
    try {
      var all = new ArrayList<Sbom.Made>();
      for (var found : made) {
        var file = found.inspection().file();
        var name = results.relativize(file).toString().replace('\\', '/');
        all.add(new Sbom.Made(new Subject(name, FileHash.of(file)), found.inspection()));
      }
      var statement =
          new Provenance(
                  invocation,
                  plan,
                  source,
                  files(),
                  build.image(),
                  flags.builder().orElse(Provenance.LOCAL_BUILDER),
                  Version.text(),
                  UUID.randomUUID().toString(),
                  build.started(),
                  build.finished())
              .of(all.stream().map(Sbom.Made::subject).toList());
      var folder = flags.directory().map(host.workingDirectory()::resolve).orElse(results);
      var sbom = sbom(plan, all, build.questions());
      if (sbom.isEmpty()) {
        return List.of(
            Problem.error(
                    ProblemCode.ARTIFACT_UNREADABLE,
                    "cargo does not tell what went into '" + plan.target() + "'")
                .help("see what it says: jcross metadata --format-version 1"));
      }
      synchronized (taken) {
        taken.add(new Taken(folder, plan.target() + ".provenance", statement, Map.of()));
        taken.add(
            new Taken(
                folder,
                plan.target() + ".sbom",
                sbom.get().statement(),
                Map.of(plan.target() + ".cdx.json", sbom.get().json())));
      }
      return List.of();
    } catch (IOException e) {
      return List.of(
          Problem.error(ProblemCode.FILE, "what was built cannot be read: " + e)
              .at(Place.of(results.toString())));
    }
  }

  private Optional<Sbom> sbom(
      TargetPlan plan, List<Sbom.Made> made, ResultCheck.Questions questions) throws IOException {
    var rustc = questions.ask(List.of("rustc", "-vV")).orElse("");
    var messages = questions.ask(CargoListing.words(plan.main().command()));
    var metadata = questions.ask(Sbom.metadataOf(plan, rustc));
    if (messages.isEmpty() || metadata.isEmpty()) {
      return Optional.empty();
    }
    var lock = root.resolve("Cargo.lock");
    return Sbom.of(
        new Sbom.Facts(
            plan,
            made,
            messages.get(),
            metadata.get(),
            Files.isRegularFile(lock) ? Files.readString(lock) : "",
            rustc,
            questions.ask(Sbom.packagesOf(made.stream().map(Sbom.Made::inspection))).orElse(""),
            Version.text()));
  }

  private SortedMap<String, String> files() throws IOException {
    var hashes = new TreeMap<String, String>();
    for (var name : FILES) {
      var file =
          name.equals("Cross.toml")
              ? host.variable("CROSS_CONFIG")
                  .map(host.workingDirectory()::resolve)
                  .orElse(root.resolve(name))
              : root.resolve(name);
      if (Files.isRegularFile(file)) {
        hashes.put(name, FileHash.of(file));
      }
    }
    return hashes;
  }

  /**
   * Signs and writes all that was taken down.
   *
   * @param told hears of each file
   */
  void sign(Consumer<Path> told) {
    for (var one : taken) {
      try {
        Files.createDirectories(one.folder());
        for (var file : one.plain().entrySet()) {
          WholeFile.write(one.folder().resolve(file.getKey()), file.getValue());
        }
        told.accept(write(one));
      } catch (IOException e) {
        throw Problem.error(ProblemCode.FILE, "the attestation cannot be written: " + e)
            .at(Place.of(one.folder().toString()))
            .help("write it elsewhere: --attest=DIR")
            .asException();
      }
    }
  }

  private Path write(Taken one) throws IOException {
    if (key.isEmpty()) {
      var file = one.folder().resolve(one.name() + ".sigstore.json");
      new Cosign(Cosign.find(host)).attest(one.statement().json(), file);
      return file;
    }
    var file = one.folder().resolve(one.name() + ".intoto.jsonl");
    WholeFile.write(file, Envelope.sign(one.statement(), key.get()).line());
    return file;
  }
}
