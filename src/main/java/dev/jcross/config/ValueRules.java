package dev.jcross.config;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.Spelling;
import dev.jcross.target.TargetTriple;
import dev.jcross.trust.PublicKeys;
import dev.jcross.trust.Signer;
import dev.jcross.trust.TrustRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks what a value says, beyond its type. */
final class ValueRules {
  private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern SCRIPT_NAME = Pattern.compile("\\S*\\.(sh|bash|py)");

  private static final Pattern PLATFORM = Pattern.compile("[a-z]+/[a-z0-9_]+(/v[0-9]+)?");
  private static final Pattern GLIBC = Pattern.compile("2\\.[0-9]{1,3}");
  private static final Pattern TOOL =
      Pattern.compile("[A-Za-z0-9_-]+(@[=^~]?[0-9][A-Za-z0-9.+-]*)?");

  private static final Pattern APT_SOURCE =
      Pattern.compile("deb(-src)?( +\\[[^]]*])? +[a-z+]+:\\S+ +\\S+( +\\S+)*");

  private static final Pattern PROCESSORS = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,3})?");

  /** A cargo that compiles nothing takes half of it. */
  private static final long LEAST_MEMORY = 64L << 20;

  /** Cargo, a compiler and its threads, a linker. */
  private static final long LEAST_PROCESSES = 32;

  /** As many as Linux can number. */
  private static final long MOST_PROCESSES = 4_194_304;

  private ValueRules() {}

  /** Everything that is wrong; with an error among it the value must not be used. */
  static List<Problem> check(Said said, Path root) {
    var broken = said.texts().stream().filter(text -> !isPlain(said, text)).findFirst();
    if (broken.isPresent()) {
      return List.of(
          wrong(said, said.subject() + " holds a character that cannot stand there")
              .help("delete it, or set LC_ALL=C.UTF-8 if it is an ordinary letter"));
    }
    return switch (said.key()) {
      case DEFAULT_TARGET ->
          TargetNames.inValue(said.subject(), said.text(), said.origin().place()).stream().toList();
      case RUNNER -> said.text().isEmpty() ? List.of() : word(said).stream().toList();
      case RUST, TOOLCHAIN, PATHS, PULL -> word(said).stream().toList();
      case IMAGE, ZIG_IMAGE, DOCKERFILE, DOCKERFILE_CONTEXT, CA_BUNDLE, REGISTRY, SDK ->
          notEmpty(said).stream().toList();
      case ZIG_VERSION, MAX_GLIBC -> glibc(said).stream().toList();
      case ZIG -> said.value() instanceof Value.Text ? glibc(said).stream().toList() : List.of();
      case TOOLS -> tools(said);
      case TRUST -> signers(said);
      case APT_SOURCES -> aptSources(said);
      case SESSION_TIMEOUT -> seconds(said).stream().toList();
      case LIMITS_MEMORY, LIMITS_FREE_DISK -> size(said).stream().toList();
      case LIMITS_CPUS -> processors(said).stream().toList();
      case LIMITS_PROCESSES -> processes(said).stream().toList();
      case PASSTHROUGH, VOLUMES -> names(said);
      case PRE_BUILD -> script(said, root).stream().toList();
      case IMAGE_TOOLCHAIN, ZIG_IMAGE_TOOLCHAIN -> platforms(said);
      case DOCKERFILE_BUILD_ARGS, NETWORK, SSH_AGENT, BUILD_STD -> List.of();
    };
  }

  /** A NUL ends every argument and path; and some letters are no file name in the locale "C". */
  private static boolean isPlain(Said said, String text) {
    if (text.indexOf('\0') >= 0) {
      return false;
    }
    try {
      var _ = said.key().holdsPaths() ? said.directory().resolve(text) : said.directory();
      return true;
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Problem wrong(Said said, String summary) {
    var code = said.inVariable() ? ProblemCode.VARIABLE_VALUE : ProblemCode.KEY_VALUE;
    return Problem.error(code, summary).at(said.origin().place());
  }

  private static Optional<Problem> word(Said said) {
    var words = said.key().words();
    if (words.contains(said.text())) {
      return Optional.empty();
    }
    var summary = said.subject() + " is '" + said.text() + "', which it does not take";
    return Optional.of(
        wrong(said, summary)
            .help(
                Spelling.hint(said.text(), words).orElse("it takes " + String.join(", ", words))));
  }

  private static Optional<Problem> notEmpty(Said said) {
    return said.text().isBlank()
        ? Optional.of(wrong(said, said.subject() + " is empty").help("delete it, or fill it in"))
        : Optional.empty();
  }

  private static Optional<Problem> glibc(Said said) {
    return GLIBC.matcher(said.text()).matches()
        ? Optional.empty()
        : Optional.of(
            wrong(said, said.subject() + " is '" + said.text() + "', which is no glibc version")
                .help("write it like " + said.key().example()));
  }

  private static List<Problem> tools(Said said) {
    return ((Value.Items) said.value())
        .items().stream()
            .filter(item -> !TOOL.matcher(item.value()).matches())
            .map(
                item ->
                    Problem.error(
                            said.inVariable() ? ProblemCode.VARIABLE_VALUE : ProblemCode.KEY_VALUE,
                            "'" + item.value() + "' is no crate, with or without a version")
                        .at(item.origin().place())
                        .help("write it like " + said.key().example()))
            .toList();
  }

  private static List<Problem> aptSources(Said said) {
    return ((Value.Items) said.value())
        .items().stream()
            .filter(item -> !APT_SOURCE.matcher(item.value()).matches())
            .map(
                item ->
                    Problem.error(
                            said.inVariable() ? ProblemCode.VARIABLE_VALUE : ProblemCode.KEY_VALUE,
                            "'" + item.value() + "' is no line of apt's sources.list")
                        .at(item.origin().place())
                        .help("write it like " + said.key().example()))
            .toList();
  }

  private static List<Problem> platforms(Said said) {
    return ((Value.Items) said.value())
        .items().stream()
            .filter(item -> !isPlatform(item.value()))
            .map(
                item ->
                    Problem.error(
                            said.inVariable() ? ProblemCode.VARIABLE_VALUE : ProblemCode.KEY_VALUE,
                            "'" + item.value() + "' is neither a platform nor a target")
                        .at(item.origin().place())
                        .help("write linux/arm64, or linux/arm64=aarch64-unknown-linux-gnu"))
            .toList();
  }

  private static boolean isPlatform(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? PLATFORM.matcher(text).matches() || TargetTriple.isKnown(text)
        : PLATFORM.matcher(text.substring(0, equals)).matches()
            && TargetTriple.isKnown(text.substring(equals + 1));
  }

  private static List<Problem> signers(Said said) {
    return ((Value.Signers) said.value())
        .entries().stream().flatMap(entry -> signer(said, entry).stream()).toList();
  }

  private static Optional<Problem> signer(Said said, Setting<String> entry) {
    var written = Assignment.of(entry.value());
    var place = entry.origin().place();
    var code = said.inVariable() ? ProblemCode.VARIABLE_VALUE : ProblemCode.KEY_VALUE;
    if (!TrustRule.isPattern(written.name())) {
      return Optional.of(
          Problem.error(code, "'" + written.name() + "' names no images")
              .at(place)
              .help(
                  "write a name without tag, registry.example/team/image, or the start of names,"
                      + " registry.example/team/*"));
    }
    var who = written.value().orElse("").strip();
    if (who.isEmpty()) {
      return Optional.of(
          Problem.error(code, "nobody is named who signs '" + written.name() + "'")
              .at(place)
              .help("write it like " + Key.TRUST.example()));
    }
    return SignerWord.read(who, said.directory()) instanceof Signer.Key key
        ? unusable(key)
            .map(
                why ->
                    Problem.error(ProblemCode.TRUST_KEY, "the key '" + who + "' " + why)
                        .at(place)
                        .help(
                            "write the public key there: cosign public-key --key cosign.key >"
                                + key.file()))
        : Optional.empty();
  }

  private static Optional<String> unusable(Signer.Key key) {
    try {
      var _ = PublicKeys.read(key.file());
      return Optional.empty();
    } catch (PublicKeys.Unusable e) {
      return Optional.of(e.why());
    }
  }

  private static Optional<Problem> seconds(Said said) {
    long number = ((Value.Count) said.value()).number();
    return number >= 0 && number <= Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.of(
            wrong(said, said.subject() + " is " + number + ", which is no number of seconds")
                .help("write it like " + said.key().example()));
  }

  private static Optional<Problem> size(Said said) {
    var size = Size.parse(said.text());
    if (size.isEmpty()) {
      return unlike(said, "which is no size");
    }
    return said.key() == Key.LIMITS_MEMORY && size.getAsLong() < LEAST_MEMORY
        ? unlike(said, "in which no compiler runs")
        : Optional.empty();
  }

  private static Optional<Problem> processors(Said said) {
    boolean good =
        PROCESSORS.matcher(said.text()).matches() && Double.parseDouble(said.text()) >= 0.01;
    return good ? Optional.empty() : unlike(said, "which is no number of processors");
  }

  private static Optional<Problem> processes(Said said) {
    long number = ((Value.Count) said.value()).number();
    return number >= LEAST_PROCESSES && number <= MOST_PROCESSES
        ? Optional.empty()
        : Optional.of(
            wrong(
                    said,
                    said.subject()
                        + " is "
                        + number
                        + ", and it takes "
                        + LEAST_PROCESSES
                        + " to "
                        + MOST_PROCESSES)
                .help("write it like " + said.key().example()));
  }

  private static Optional<Problem> unlike(Said said, String why) {
    return Optional.of(
        wrong(said, said.subject() + " is '" + said.text() + "', " + why)
            .help("write it like " + said.key().example()));
  }

  private static Optional<Problem> script(Said said, Path root) {
    return said.value() instanceof Value.Text(var text)
            && SCRIPT_NAME.matcher(text).matches()
            && !Files.exists(said.path(root))
        ? Optional.of(
            Problem.warning(
                    ProblemCode.KEY_VALUE,
                    said.subject() + " names no file, so '" + text + "' is run as a command")
                .at(said.origin().place())
                .help("a script would have to be " + said.path()))
        : Optional.empty();
  }

  private static List<Problem> names(Said said) {
    var problems = new ArrayList<Problem>();
    for (var item : ((Value.Items) said.value()).items()) {
      var name = Assignment.of(item.value()).name();
      var place = item.origin().place();
      if (said.key() == Key.PASSTHROUGH && name.equals("CROSS_RUNNER")) {
        problems.add(
            Problem.error(
                    ProblemCode.VARIABLE_NAME, "'CROSS_RUNNER' cannot be passed to the container")
                .at(place)
                .help("set 'runner' under [target.TRIPLE]"));
      } else if (name.isEmpty()) {
        problems.add(
            Problem.error(ProblemCode.VARIABLE_NAME, "'" + item.value() + "' names no variable")
                .at(place)
                .help("write NAME or NAME=value"));
      } else if (!VARIABLE_NAME.matcher(name).matches()) {
        problems.add(badName(name, place));
      }
    }
    return problems;
  }

  private static Problem badName(String name, Place place) {
    var plain = name.replaceAll("[^A-Za-z0-9_]", "_");
    return Problem.warning(
            ProblemCode.VARIABLE_NAME, "'" + name + "' is no name that a shell can use")
        .at(place)
        .help("did you mean '" + (plain.matches("[0-9].*") ? "_" + plain : plain) + "'?");
  }

  /**
   * Checks the CA bundle that counts. Curl, cargo and git give errors without a cause when they
   * meet another form than PEM.
   */
  static Optional<Problem> certificates(Said said) {
    Path file = said.path();
    try {
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(file.toString());
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains("-----BEGIN ")
          ? Optional.empty()
          : Optional.of(
              bundle(said, "the CA bundle '" + file + "' holds no certificate in PEM form")
                  .help("openssl x509 -inform der -in " + file + " -out " + file + ".pem"));
    } catch (IOException e) {
      var why = Files.isRegularFile(file) ? "' cannot be read" : "' is no file";
      return Optional.of(
          bundle(said, "the CA bundle '" + file + why)
              .help(
                  said.inVariable()
                      ? "unset " + said.origin().place().source() + ", or let it name a file"
                      : "relative paths start at " + said.directory()));
    }
  }

  private static Problem bundle(Said said, String summary) {
    return (said.isLastResort()
            ? Problem.warning(ProblemCode.CA_BUNDLE, summary + ", so it is not used")
            : Problem.error(ProblemCode.CA_BUNDLE, summary))
        .at(said.origin().place());
  }
}
