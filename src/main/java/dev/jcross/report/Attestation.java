package dev.jcross.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A statement that was signed with a known key. What it says is as true as its signer is. */
public final class Attestation {
  private final String file;
  private final JsonNode statement;

  private Attestation(String file, JsonNode statement) {
    this.file = file;
    this.statement = statement;
  }

  /**
   * Opens an envelope.
   *
   * @param file as told in problems
   * @throws ProblemException ATTESTATION_UNREADABLE; ATTESTATION_SIGNATURE if none of its
   *     signatures is of that key
   */
  public static Attestation open(byte[] bytes, VerificationKey key, String file) {
    Envelope envelope;
    try {
      envelope = Envelope.read(bytes);
    } catch (Envelope.Unreadable e) {
      var problem = unreadable(file, String.valueOf(e.getMessage()));
      throw (e.isSigstores() ? problem.help(byCosign(file, "FILE")) : problem).asException();
    }
    if (!envelope.payloadType().equals(Statement.PAYLOAD_TYPE)) {
      throw unreadable(
              file,
              "what is signed is '" + envelope.payloadType() + "' and not an in-toto statement")
          .asException();
    }
    if (!envelope.isSignedBy(key)) {
      throw Problem.error(
              ProblemCode.ATTESTATION_SIGNATURE,
              "'" + file + "' is not signed with this key, or was changed since")
          .at(Place.of(file))
          .with(List.of("asked for: " + key.shown()))
          .help("get the attestation and the key anew from who built the file, each on its own way")
          .asException();
    }
    var statement =
        Json.object(envelope.payload())
            .filter(document -> document.path("_type").asText().equals(Statement.TYPE))
            .filter(document -> document.path("subject").isArray());
    if (statement.isEmpty()) {
      throw unreadable(file, "what is signed is no in-toto statement, version 1").asException();
    }
    return new Attestation(file, statement.get());
  }

  private static Problem unreadable(String file, String reason) {
    return Problem.error(
            ProblemCode.ATTESTATION_UNREADABLE, "'" + file + "' is no attestation: " + reason)
        .at(Place.of(file))
        .help(
            "get it anew from where the file is from; or make one:"
                + " jcross build --attest --attest-key KEY");
  }

  /** The command that checks what sigstore has signed. */
  public static String byCosign(String bundle, String artifact) {
    return "cosign verify-blob-attestation --bundle "
        + bundle
        + " --type slsaprovenance1 --certificate-identity WHO --certificate-oidc-issuer WHERE "
        + artifact;
  }

  /** The file that it was read from, as told in problems. */
  public String file() {
    return file;
  }

  /** Whether it says how something was built. */
  public boolean isProvenance() {
    return predicateType().equals(Provenance.PREDICATE);
  }

  /** What kind of thing it says. */
  public String predicateType() {
    return statement.path("predicateType").asText();
  }

  /** Whether it is about a file with that SHA-256. */
  public boolean isAbout(String sha256) {
    return subjects().anyMatch(subject -> digest(subject).equals(sha256));
  }

  /** The SHA-256 of the file that it is about under this name: of that path, else of its end. */
  public Optional<String> attested(String name) {
    return subjects()
        .filter(
            subject -> {
              var own = subject.path("name").asText();
              return own.equals(name) || own.endsWith("/" + name);
            })
        .map(Attestation::digest)
        .findFirst();
  }

  private Stream<JsonNode> subjects() {
    return stream(statement.path("subject"));
  }

  private static String digest(JsonNode subject) {
    return subject.path("digest").path("sha256").asText();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** In what it says something else than expected; about a provenance. */
  public List<Problem> differences(Expectation expected) {
    var problems = new ArrayList<Problem>();
    var source = source();
    expected
        .source()
        .filter(wanted -> !bare(source.path("uri").asText()).equals(bare(wanted)))
        .ifPresent(
            wanted ->
                problems.add(
                    other("source", wanted, source.path("uri").asText("a repository unnamed"))));
    expected
        .commit()
        .ifPresent(
            wanted -> {
              if (!commit().equals(wanted)) {
                problems.add(other("commit", wanted, commit().isEmpty() ? "none" : commit()));
              } else if (isDirty()) {
                problems.add(
                    other("commit", wanted, "that commit with changes that are not in it"));
              }
            });
    expected
        .image()
        .filter(wanted -> images().noneMatch(wanted::equals))
        .ifPresent(
            wanted -> problems.add(other("image", wanted, images().findFirst().orElse("none"))));
    expected
        .builder()
        .filter(wanted -> !builder().equals(wanted))
        .ifPresent(wanted -> problems.add(other("builder", wanted, builder())));
    return problems;
  }

  private Problem other(String what, String wanted, String found) {
    return Problem.error(
            ProblemCode.ATTESTATION_MISMATCH,
            "the " + what + " is not '" + wanted + "' but '" + found + "'")
        .at(Place.of(file))
        .help("do not use the file, or leave out --" + what + " if it may be another");
  }

  private static String bare(String uri) {
    return uri.startsWith("git+") ? uri.substring("git+".length()) : uri;
  }

  /** What it says, a name and a value each, for people; of a provenance. */
  public List<Line> lines() {
    var lines = new ArrayList<Line>();
    var parameters = definition().path("externalParameters");
    lines.add(new Line("builder", builder() + version()));
    lines.add(new Line("source", sourceText()));
    if (definition().path("buildType").asText().equals(Provenance.BUILD_TYPE)) {
      lines.add(
          new Line(
              "command",
              Stream.concat(
                      Stream.of(
                          parameters.path("subcommand").asText(),
                          "--target",
                          parameters.path("target").asText()),
                      stream(parameters.path("arguments")).map(JsonNode::asText))
                  .reduce((one, other) -> one + " " + other)
                  .orElse("")));
    } else {
      lines.add(new Line("build type", definition().path("buildType").asText()));
    }
    dependencies()
        .filter(one -> one.path("name").asText().equals("image"))
        .forEach(
            one ->
                lines.add(new Line("image", one.path("annotations").path("reference").asText())));
    images().forEach(digest -> lines.add(new Line("", digest)));
    dependencies()
        .filter(one -> one.path("digest").has("sha256"))
        .filter(one -> !one.path("name").asText().equals("image"))
        .forEach(one -> lines.add(new Line(one.path("name").asText(), "sha256:" + digest(one))));
    var metadata = statement.path("predicate").path("runDetails").path("metadata");
    lines.add(
        new Line(
            "built",
            metadata.path("startedOn").asText("?")
                + " to "
                + metadata.path("finishedOn").asText("?")));
    return lines;
  }

  /** A name, and what is said of it. */
  public record Line(String name, String text) {}

  private JsonNode definition() {
    return statement.path("predicate").path("buildDefinition");
  }

  private Stream<JsonNode> dependencies() {
    return stream(definition().path("resolvedDependencies"));
  }

  private JsonNode source() {
    return dependencies()
        .filter(one -> one.path("digest").has("gitCommit"))
        .findFirst()
        .orElseGet(() -> statement.path("none"));
  }

  private String commit() {
    return source().path("digest").path("gitCommit").asText();
  }

  private boolean isDirty() {
    return source().path("annotations").path("dirty").asBoolean(false);
  }

  private String sourceText() {
    if (commit().isEmpty()) {
      return "no commit";
    }
    return Stream.of(
            source().path("uri").asText(),
            "commit " + commit(),
            isDirty() ? "with changes that are not in it" : "")
        .filter(text -> !text.isEmpty())
        .reduce((one, other) -> one + ", " + other)
        .orElse("");
  }

  private Stream<String> images() {
    return dependencies()
        .filter(one -> one.path("name").asText().equals("image"))
        .flatMap(
            one ->
                Stream.of("sha256:" + digest(one), one.path("annotations").path("id").asText())
                    .filter(digest -> !digest.isEmpty()))
        .distinct();
  }

  private String builder() {
    return statement.path("predicate").path("runDetails").path("builder").path("id").asText();
  }

  private String version() {
    var version =
        statement
            .path("predicate")
            .path("runDetails")
            .path("builder")
            .path("version")
            .path("jcross")
            .asText();
    return version.isEmpty() ? "" : ", jcross " + version;
  }
}
