package dev.jcross.cli.command;

import dev.jcross.artifact.FileHash;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.report.Attestation;
import dev.jcross.report.Expectation;
import dev.jcross.report.KeyException;
import dev.jcross.report.Provenance;
import dev.jcross.report.VerificationKey;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jcross verify-attestation}: whether it is proven how a file was built. */
@Command(
    name = "verify-attestation",
    header = "Check how a file was built, by its attestation.",
    description = {
      "What 'jcross build --attest' wrote: its signature, that it is about these bytes, and what"
          + " you ask for. Exit status 83 if something is not proven. Attestations are looked for"
          + " beside the file: *.intoto.jsonl.",
      "No engine and no network is asked."
    },
    sortOptions = false)
final class VerifyAttestationCommand implements Callable<Integer> {
  private static final String SUFFIX = ".intoto.jsonl";

  /** What cosign writes. */
  private static final String BUNDLE = ".sigstore.json";

  /** One with the packages of a large program has some megabytes. */
  private static final long MOST_BYTES = 1L << 27;

  private final OwnCommands.Context context;

  @Option(
      names = "--key",
      paramLabel = "<file>",
      required = true,
      description = "The public key of who should have signed, as PEM.")
  String key = "";

  @Option(
      names = "--attestation",
      paramLabel = "<file>",
      description = "An attestation that lies elsewhere; may be repeated.")
  List<String> attestations = List.of();

  @Option(
      names = "--commit",
      paramLabel = "<id>",
      description = "It must be built from this commit, with no changes.")
  @Nullable String commit;

  @Option(
      names = "--source",
      paramLabel = "<URI>",
      description = "From this repository: https://example.com/repo.git")
  @Nullable String source;

  @Option(
      names = "--image",
      paramLabel = "<digest>",
      description = "In this image: sha256:…, of a registry or the image's id.")
  @Nullable String image;

  @Option(
      names = "--builder",
      paramLabel = "<URI>",
      description = "By this builder, see --attest-builder.")
  @Nullable String builder;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Parameters(paramLabel = "<file>", arity = "1..*", description = "Programs and libraries.")
  List<String> files = List.of();

  VerifyAttestationCommand(OwnCommands.Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var expected = expected();
    var verification = key();
    var problems = new ArrayList<Problem>();
    for (var name : files) {
      try {
        verify(name, verification, expected);
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    context.console().problems(problems);
    return problems.isEmpty() ? 0 : new ProblemException(problems).exitStatus().code();
  }

  private Expectation expected() {
    if (commit != null && !commit.matches("[0-9a-f]{40}([0-9a-f]{24})?")) {
      throw Problem.error(
              ProblemCode.FLAG_VALUE, "'" + commit + "' is not the whole id of a commit")
          .at(Place.of("--commit"))
          .help("--commit $(git rev-parse " + commit + ")")
          .asException();
    }
    if (image != null && !image.matches("sha256:[0-9a-f]{64}")) {
      throw Problem.error(ProblemCode.FLAG_VALUE, "'" + image + "' is no digest")
          .at(Place.of("--image"))
          .help("--image sha256:… with 64 hexadecimal digits")
          .asException();
    }
    return new Expectation(
        Optional.ofNullable(source),
        Optional.ofNullable(commit),
        Optional.ofNullable(image),
        Optional.ofNullable(builder));
  }

  private VerificationKey key() {
    try {
      return VerificationKey.parse(Files.readString(path(key)));
    } catch (KeyException e) {
      throw Problem.error(
              ProblemCode.SIGNING_KEY, "'" + key + "' is no key to check with: " + e.getMessage())
          .at(Place.of("--key"))
          .help(e.help().map(text -> text.replace("FILE", key)))
          .asException();
    } catch (CharacterCodingException e) {
      throw Problem.error(ProblemCode.SIGNING_KEY, "'" + key + "' is no key in PEM format")
          .at(Place.of("--key"))
          .asException();
    } catch (IOException e) {
      throw Problem.error(ProblemCode.SIGNING_KEY, "'" + key + "' cannot be read: " + reason(e))
          .at(Place.of("--key"))
          .help(
              "ask who built the file for their public key, or make it of your own private one:\n"
                  + "openssl pkey -in attest.key -pubout -out "
                  + key)
          .asException();
    }
  }

  private void verify(String name, VerificationKey verification, Expectation expected) {
    var file = path(name);
    var hash = hash(file, name);
    var opened = new ArrayList<Attestation>();
    for (var path : beside(file, name)) {
      opened.add(Attestation.open(bytes(path), verification, shown(path)));
    }
    var about = opened.stream().filter(one -> one.isAbout(hash)).toList();
    if (about.isEmpty()) {
      throw otherBytes(name, hash, opened).asException();
    }
    var provenances = about.stream().filter(Attestation::isProvenance).toList();
    if (provenances.isEmpty()) {
      throw Problem.error(
              ProblemCode.ATTESTATION_MISMATCH, "nothing says how '" + name + "' was built")
          .at(Place.of(about.getFirst().file()))
          .with(about.stream().map(one -> one.file() + " is " + one.predicateType()).toList())
          .help("name the one that is " + Provenance.PREDICATE + ": --attestation FILE")
          .asException();
    }
    var good = provenances.stream().filter(one -> one.differences(expected).isEmpty()).findFirst();
    if (good.isEmpty()) {
      throw new ProblemException(provenances.getFirst().differences(expected));
    }
    tell(name, hash, verification, good.get(), about);
  }

  private static Problem otherBytes(String name, String hash, List<Attestation> opened) {
    var last = String.valueOf(Path.of(name).getFileName());
    for (var one : opened) {
      var attested = one.attested(last);
      if (attested.isPresent()) {
        return Problem.error(
                ProblemCode.ATTESTATION_MISMATCH, "'" + name + "' has other bytes than attested")
            .at(Place.of(one.file()))
            .with(List.of("attested: sha256:" + attested.get(), "the file: sha256:" + hash))
            .help("do not use it: get it anew, or build and attest it anew");
      }
    }
    return Problem.error(ProblemCode.ATTESTATION_MISMATCH, "no attestation is about '" + name + "'")
        .at(Place.of(opened.getFirst().file()))
        .with(List.of("the file: sha256:" + hash))
        .help("name the right one: --attestation FILE");
  }

  private void tell(
      String name,
      String hash,
      VerificationKey verification,
      Attestation provenance,
      List<Attestation> about) {
    var console = context.console();
    console.print(name);
    var lines = new ArrayList<Attestation.Line>();
    lines.add(new Attestation.Line("bytes", "sha256:" + hash));
    lines.add(new Attestation.Line("signed by", verification.shown()));
    lines.addAll(provenance.lines());
    about.stream()
        .filter(one -> one != provenance)
        .forEach(
            one ->
                lines.add(new Attestation.Line("also", one.predicateType() + ", " + one.file())));
    int width = lines.stream().mapToInt(line -> line.name().length()).max().orElse(0);
    for (var line : lines) {
      console.print(
          "  " + line.name() + " ".repeat(width - line.name().length() + 2) + line.text());
    }
  }

  private List<Path> beside(Path file, String name) {
    if (!attestations.isEmpty()) {
      return attestations.stream().map(this::path).toList();
    }
    var found = new ArrayList<Path>();
    var bundles = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(parent(file))) {
      for (var entry : entries) {
        var last = String.valueOf(entry.getFileName());
        if (last.endsWith(SUFFIX)) {
          found.add(entry);
        } else if (last.endsWith(BUNDLE)) {
          bundles.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Told below.
    }
    if (found.isEmpty()) {
      throw Problem.error(
              ProblemCode.ATTESTATION_MISSING,
              "there is no attestation beside '" + name + "', no file *" + SUFFIX)
          .at(Place.of(name))
          .help(
              bundles.isEmpty()
                  ? "name it: --attestation FILE\n"
                      + "or make one: jcross build --attest --attest-key KEY"
                  : Attestation.byCosign(shown(bundles.getFirst()), name))
          .asException();
    }
    found.sort(null);
    return found;
  }

  private static Path parent(Path file) {
    return java.util.Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  private static String hash(Path file, String name) {
    try {
      return FileHash.of(file);
    } catch (IOException e) {
      throw Problem.error(ProblemCode.FILE, "'" + name + "' cannot be read: " + reason(e))
          .at(Place.of(name))
          .asException();
    }
  }

  private byte[] bytes(Path path) {
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw Problem.error(
                ProblemCode.ATTESTATION_UNREADABLE,
                "'" + shown(path) + "' is no attestation: it is larger than any")
            .at(Place.of(shown(path)))
            .asException();
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw Problem.error(
              ProblemCode.ATTESTATION_MISSING, "'" + shown(path) + "' cannot be read: " + reason(e))
          .at(Place.of(shown(path)))
          .help("name it: --attestation FILE")
          .asException();
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException ? "there is no such file" : e.toString();
  }

  private Path path(String name) {
    try {
      return context.host().workingDirectory().resolve(name);
    } catch (InvalidPathException e) {
      throw new ProblemException(
          List.of(
              Problem.error(ProblemCode.FILE, "'" + name + "' is no file name").at(Place.of(name))),
          e);
    }
  }

  private String shown(Path file) {
    var here = context.host().workingDirectory();
    return file.startsWith(here) ? here.relativize(file).toString() : file.toString();
  }
}
