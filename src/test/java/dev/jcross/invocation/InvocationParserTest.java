package dev.jcross.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jcross.problem.ProblemException;
import dev.jcross.target.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationParserTest {
  private static final String PI = "aarch64-unknown-linux-gnu";

  private static Invocation parse(String... words) {
    return Invocation.parse(List.of(words));
  }

  /** Splits at blanks, so that a table stays readable. */
  private static List<String> words(String line) {
    return line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
  }

  private static ProblemException refused(String... words) {
    var exception = catchThrowableOfType(ProblemException.class, () -> parse(words));
    assertThat(exception).as("%s is refused", List.of(words)).isNotNull();
    return exception;
  }

  private static List<String> complaint(String... words) {
    return refused(words).problems().stream().flatMap(problem -> problem.lines().stream()).toList();
  }

  @Test
  void takesNothingForNothing() {
    var nothing = parse();

    assertThat(nothing.subcommand()).isEmpty();
    assertThat(nothing.canonicalSubcommand()).isEmpty();
    assertThat(nothing.rest()).isEmpty();
    assertThat(nothing.verbosity()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          build
          build --release -p core --bin app -F a,b
          test name::of::a::test --no-fail-fast
          build --features=a --features b -Fserde -j4 -j 4
          build --message-format json --timings
          nextest run -E test(x) -P ci --retries 3
          zigbuild --unknown-flag value
          build @file
          """)
  void keepsEveryCargoArgumentInOrder(String line) {
    var typed = words(line);
    var invocation = Invocation.parse(typed);

    assertThat(invocation.leading()).isEmpty();
    assertThat(invocation.subcommand()).hasValue(typed.getFirst());
    assertThat(Argument.words(invocation.arguments())).isEqualTo(typed.subList(1, typed.size()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --config net.offline=true build   | --config net.offline=true
          --config=net.offline=true build   | --config=net.offline=true
          -Z build-std build                | -Z build-std
          -Zbuild-std build                 | -Zbuild-std
          --color always build              | --color always
          --color=always build              | --color=always
          --explain E0001 build             | --explain E0001
          --features a build                | --features a
          -F a build                        | -F a
          -p core build                     | -p core
          -vp core build                    | -vp core
          -j 4 build                        | -j 4
          --locked -v build                 | --locked -v
          -q --frozen build                 | -q --frozen
          -r build                          | -r
          --timings build                   | --timings
          --unheard-of build                | --unheard-of
          """)
  void neverTakesTheValueOfAFlagForTheSubcommand(String line, String leading) {
    var invocation = Invocation.parse(words(line));

    assertThat(invocation.subcommand()).hasValue("build");
    assertThat(Argument.words(invocation.leading())).isEqualTo(words(leading));
    assertThat(invocation.arguments()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "--list", "--help", "--explain E0001", "-v --version"})
  void leavesFlagsWithoutASubcommandToCargo(String line) {
    var invocation = Invocation.parse(words(line));

    assertThat(invocation.subcommand()).isEmpty();
    assertThat(Argument.words(invocation.leading())).isEqualTo(words(line));
  }

  @Test
  void looksAtNothingBehindTheFirstDoubleDash() {
    var behind = List.of("--target", "nowhere", "--", "+x", "", "-v", "-q", "@file", "--frehs");
    var typed = new java.util.ArrayList<>(List.of("test", "filter", "--"));
    typed.addAll(behind);

    var invocation = Invocation.parse(typed);

    assertThat(Argument.words(invocation.arguments())).containsExactly("filter");
    assertThat(invocation.rest()).hasValue(behind);
    assertThat(invocation.targets()).isEmpty();
  }

  @Test
  void tellsAnEmptyRestFromNone() {
    assertThat(parse("test", "--").rest()).hasValue(List.of());
    assertThat(parse("test").rest()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run --bin app a --release -- b | --bin app | a --release -- b
          r x +x --target y              |           | x +x --target y
          run --release -- a -- b        | --release | a -- b
          rustc -p core -v x.rs          | -p core -v | x.rs
          """)
  void handsTheWordsOfAProgramOnAsCargoDoes(String line, String arguments, String rest) {
    var invocation = Invocation.parse(words(line));

    assertThat(Argument.words(invocation.arguments()))
        .isEqualTo(words(arguments == null ? "" : arguments));
    assertThat(invocation.rest()).hasValue(words(rest));
  }

  @Test
  void keepsTheEmptyArgumentsOfAProgram() {
    assertThat(parse("run", "", "a", "").rest()).hasValue(List.of("a", ""));
    assertThat(parse("run", "--", "").rest()).hasValue(List.of(""));
  }

  @Test
  void skipsWhatIsLeftOfAnEmptyVariable() {
    var invocation = parse("", "build", "", "--features", "");

    assertThat(invocation.subcommand()).hasValue("build");
    assertThat(Argument.words(invocation.arguments())).containsExactly("--features", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+nightly build --release",
        "--locked +nightly build",
        "build +nightly",
        "b --release +nightly",
        "test +nightly",
        "run +nightly",
        "test name +nightly --release",
        "+nightly +nightly build"
      })
  void takesTheToolchainOut(String line) {
    var invocation = Invocation.parse(words(line));

    assertThat(invocation.toolchain()).hasValue("nightly");
    assertThat(Argument.words(invocation.leading())).doesNotContain("+nightly");
    assertThat(Argument.words(invocation.arguments())).doesNotContain("+nightly");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nextest run +x", "build --features +x"})
  void leavesAPlusAloneThatIsAnotherPrograms(String line) {
    var invocation = Invocation.parse(words(line));

    assertThat(invocation.toolchain()).isEmpty();
    assertThat(Argument.words(invocation.arguments())).contains("+x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stable",
        "1.85",
        "1.85.1",
        "nightly-2026-01-31",
        "1.90.0-beta.2",
        "beta-2026-01-31",
        "my_fork",
        "esp",
        "bisector-nightly-2026-01-31-x86_64-unknown-linux-gnu"
      })
  void acceptsTheToolchain(String name) {
    assertThat(parse("+" + name, "build").toolchain()).hasValue(name);
  }

  @ParameterizedTest
  @CsvSource({
    "stable-x86_64-unknown-linux-gnu, +stable",
    "nightly-2026-01-31-x86_64-unknown-linux-gnu, +nightly-2026-01-31",
    "1.85.1-aarch64-apple-darwin, +1.85.1",
    "stable-gnu, +stable"
  })
  void refusesAToolchainThatNamesItsPlatform(String name, String help) {
    assertThat(complaint("+" + name, "build"))
        .containsExactly(
            "error[TOOLCHAIN_NAME]: the toolchain '"
                + name
                + "' names the platform that it runs on, which is the container's to choose",
            "  help: " + help);
  }

  @Test
  void refusesAToolchainWithoutAName() {
    assertThat(complaint("+", "build"))
        .containsExactly(
            "error[TOOLCHAIN_NAME]: no toolchain is named behind '+'",
            "  help: +stable, +nightly or +1.85");
    assertThat(complaint("+../x", "build").getFirst())
        .isEqualTo("error[TOOLCHAIN_NAME]: '../x' is no name of a toolchain");
  }

  @Test
  void refusesTwoToolchains() {
    assertThat(complaint("+stable", "+nightly", "build"))
        .containsExactly(
            "error[USAGE]: two toolchains are named, 'stable' and 'nightly'",
            "  help: leave out '+nightly'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "build --target " + PI + " --release",
        "build --release --target=" + PI,
        "--target " + PI + " build --release",
        "build --target " + PI + " --release --target " + PI
      })
  void takesTheTargetOut(String line) {
    var invocation = Invocation.parse(words(line));

    assertThat(invocation.targets()).containsExactly(Target.parse(PI));
    assertThat(invocation.subcommand()).hasValue("build");
    assertThat(Argument.words(invocation.arguments())).containsExactly("--release");
  }

  @Test
  void keepsTheOrderOfTheTargets() {
    var invocation =
        parse("build", "--target", "armv7-unknown-linux-gnueabihf", "--target=" + PI + ".2.17");

    assertThat(invocation.targets())
        .extracting(Target::toString)
        .containsExactly("armv7-unknown-linux-gnueabihf", PI + ".2.17");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "build --target",
        "build --target=",
        "build --target --release",
        "build --target --"
      })
  void tellsThatATargetIsMissing(String line) {
    assertThat(complaint(words(line).toArray(String[]::new)))
        .containsExactly(
            "error[FLAG_VALUE]: '--target' needs a value",
            "  help: --target aarch64-unknown-linux-gnu");
  }

  @Test
  void tellsOfEveryMisspeltTarget() {
    var problems =
        refused("build", "--target", "aarch46-unknown-linux-gnu", "--target=x").problems();

    assertThat(problems)
        .extracting(problem -> problem.code().name())
        .containsExactly("TARGET_UNKNOWN", "TARGET_UNKNOWN");
  }

  @Test
  void leavesTheTargetOfADependencyAlone() {
    assertThat(Argument.words(parse("add", "libc", "--target", "cfg(unix)").arguments()))
        .containsExactly("libc", "--target", "cfg(unix)");
    assertThat(Argument.words(parse("rm", "libc", "--target=cfg(unix)").arguments()))
        .containsExactly("libc", "--target=cfg(unix)");
    assertThat(Argument.words(parse("tree", "--target", "all").arguments()))
        .containsExactly("--target", "all");
  }

  @Test
  void takesThePathsOut() {
    var invocation = parse("build", "--manifest-path", "a b/Cargo.toml", "--target-dir=t", "-v");

    assertThat(invocation.manifestPath()).hasValue("a b/Cargo.toml");
    assertThat(invocation.targetDirectory()).hasValue("t");
    assertThat(invocation.targets()).isEmpty();
    assertThat(Argument.words(invocation.arguments())).containsExactly("-v");
  }

  @Test
  void refusesAPathTwice() {
    assertThat(complaint("build", "--manifest-path=a", "--manifest-path=b"))
        .containsExactly(
            "error[USAGE]: '--manifest-path' is given twice",
            "  help: leave out '--manifest-path a'");
  }

  @ParameterizedTest
  @CsvSource({
    "build -v, 1",
    "build -vv, 2",
    "-v build --verbose, 2",
    "build -rv, 1",
    "build -vj4, 1",
    "build -pv, 0",
    "build -j4v, 0",
    "build -q, -1",
    "build -rq, -1",
    "build --quiet, -1",
    "build -Fq, 0",
    "nextest -Pquick, 0",
    "nextest -vv, 2",
    "tree -e v, 0",
    "tree -ev, 0",
    "build, 0"
  })
  void countsVerbosity(String line, int expected) {
    var invocation = Invocation.parse(words(line));

    assertThat(invocation.verbosity()).isEqualTo(expected);
    assertThat(
            Argument.words(invocation.leading()).size()
                + Argument.words(invocation.arguments()).size())
        .isEqualTo(words(line).size() - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"build -v -q", "-q build --verbose", "build -qv"})
  void refusesToBeVerboseAndQuiet(String line) {
    assertThat(complaint(words(line).toArray(String[]::new)))
        .containsExactly(
            "error[USAGE]: '--verbose' and '--quiet' exclude each other",
            "  help: leave out one of them");
  }

  @ParameterizedTest
  @CsvSource({"--color always, always", "--color=never, never", "--color auto, auto"})
  void readsTheColor(String flag, String expected) {
    var invocation = Invocation.parse(words("build " + flag));

    assertThat(invocation.color()).hasValue(expected);
    assertThat(Argument.words(invocation.arguments())).isEqualTo(words(flag));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          build --color           | '--color' needs a value
          build --color=          | '' is no value of '--color'
          build --color --release | '--color' needs a value
          build --color purple    | 'purple' is no value of '--color'
          """,
      quoteCharacter = '"')
  void refusesAColorThatIsNone(String line, String summary) {
    assertThat(complaint(words(line).toArray(String[]::new)))
        .containsExactly(
            "error[FLAG_VALUE]: " + summary,
            "  help: --color auto, --color always or --color never");
  }

  @Test
  void readsTheMessageFormats() {
    assertThat(parse("build", "--message-format=json").messageFormat()).hasValue("json");
    assertThat(parse("build", "--message-format", "json", "--message-format=short").messageFormat())
        .hasValue("json,short");
    assertThat(parse("build", "--message-format").messageFormat()).isEqualTo(Optional.empty());
  }

  @Test
  void readsWhatBindsTheLockfile() {
    assertThat(parse("--locked", "build").keepsLockfile()).isTrue();
    assertThat(parse("build", "--offline").staysOffline()).isTrue();
    assertThat(parse("build", "--offline").keepsLockfile()).isFalse();
    assertThat(parse("build", "--frozen").keepsLockfile()).isTrue();
    assertThat(parse("build", "--frozen").staysOffline()).isTrue();
    assertThat(Argument.words(parse("build", "--frozen").arguments())).containsExactly("--frozen");
  }

  @Test
  void takesALimitForGlibc() {
    var invocation = parse("build", "--max-glibc", "2.28", "--release");
    assertThat(invocation.maxGlibc()).contains("2.28");
    assertThat(Argument.words(invocation.arguments())).containsExactly("--release");
    assertThat(complaint("build", "--max-glibc=old"))
        .containsExactly(
            "error[FLAG_VALUE]: 'old' is no glibc version",
            "  --> --max-glibc",
            "  help: --max-glibc 2.28");
    assertThat(complaint("build", "--max-glibc"))
        .containsExactly(
            "error[FLAG_VALUE]: '--max-glibc' needs a value", "  help: --max-glibc 2.28");
    assertThat(complaint("build", "--max-glib", "2.28"))
        .contains("  help: did you mean '--max-glibc'?");
  }

  @Test
  void takesWhatIsToBeAttestedAndByWhom() {
    var invocation =
        parse("build", "--attest=out", "--attest-key", "k", "--release", "--attest-builder=urn:ci");
    assertThat(invocation.attest())
        .contains(
            new AttestFlags(Optional.of("out"), Optional.of("k"), false, Optional.of("urn:ci")));
    assertThat(Argument.words(invocation.arguments())).containsExactly("--release");
    // Its value is optional: what stands behind it is another word.
    var keyless = parse("rustc", "--attest", "--attest-keyless", "--bins").attest().orElseThrow();
    assertThat(keyless.directory()).isEmpty();
    assertThat(keyless.keyless()).isTrue();
    assertThat(parse("build").attest()).isEmpty();
    assertThat(Argument.words(parse("zigbuild", "--attest").arguments()))
        .containsExactly("--attest");
  }

  @Test
  void attestsNothingWithoutAKeyOrForNothing() {
    assertThat(complaint("build", "--attest"))
        .startsWith("error[USAGE]: '--attest' needs a key to sign with", "  --> --attest")
        .contains(
            "  help: make one:     openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256"
                + " -out ~/attest.key");
    assertThat(complaint("build", "--attest-key", "k"))
        .containsExactly(
            "error[USAGE]: '--attest-key' is about attestations, and none is asked for",
            "  --> --attest-key",
            "  help: add --attest");
    assertThat(complaint("test", "--attest", "--attest-key", "k"))
        .containsExactly(
            "error[USAGE]: 'jcross test' leaves nothing that could be attested",
            "  help: jcross build --attest …");
    assertThat(complaint("build", "--attest", "--attest-key", "k", "--attest-keyless"))
        .containsExactly(
            "error[USAGE]: '--attest-key' and '--attest-keyless' exclude each other",
            "  help: leave out one of them");
    assertThat(complaint("build", "--attest", "--attest-keyless", "--attest-builder", "me"))
        .containsExactly(
            "error[FLAG_VALUE]: 'me' is no URI",
            "  --> --attest-builder",
            "  help: --attest-builder https://ci.example.com/release");
    assertThat(complaint("build", "--atest")).contains("  help: did you mean '--attest'?");
  }

  @Test
  void takesJcrossesOwnFlagsOut() {
    var invocation = parse("build", "--fresh", "--release");

    assertThat(invocation.fresh()).isTrue();
    assertThat(Argument.words(invocation.arguments())).containsExactly("--release");
    assertThat(complaint("build", "--fresh=yes"))
        .containsExactly("error[FLAG_VALUE]: '--fresh' takes no value");
  }

  @ParameterizedTest
  @CsvSource({
    "build --frehs, --frehs, --fresh",
    "--tagret x build, --tagret, --target",
    "build --taget=x, --taget, --target",
    "build --targets x, --targets, --target",
    "test --manifestpath x, --manifestpath, --manifest-path",
    "build --target_dir x, --target_dir, --target-dir"
  })
  void suggestsTheFlagThatWasMeant(String line, String typed, String meant) {
    assertThat(complaint(words(line).toArray(String[]::new)))
        .containsExactly(
            "error[FLAG_UNKNOWN]: neither jcross nor cargo has a flag '" + typed + "'",
            "  help: did you mean '" + meant + "'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"build --force", "tree --prefix none", "nextest --frehs", "build --zzz"})
  void leavesOtherFlagsToCargo(String line) {
    assertThat(Invocation.parse(words(line)).subcommand()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "b, build",
    "c, check",
    "d, doc",
    "r, run",
    "t, test",
    "rm, remove",
    "build, build",
    "nextest, nextest"
  })
  void resolvesCargosAliases(String typed, String canonical) {
    assertThat(parse(typed).subcommand()).hasValue(typed);
    assertThat(parse(typed).canonicalSubcommand()).hasValue(canonical);
  }

  @Test
  void tellsAllThatIsWrongAtOnce() {
    assertThat(refused("+", "build", "--color", "x", "--target").problems()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --target aarch64-unknown-linux-gnu -- uname -m        | uname -m
          --target aarch64-unknown-linux-gnu uname -m --target x | uname -m --target x
          -v --locked --target=aarch64-unknown-linux-gnu a -- b | a -- b
          --fresh --target aarch64-unknown-linux-gnu -- -q      | -q
          --target aarch64-unknown-linux-gnu +stable x +y       | x +y
          """)
  void takesAProgramAndItsArgumentsForExec(String line, String program) {
    var invocation = Invocation.parseExec(words(line));

    assertThat(invocation.work()).isEqualTo(new Work.Command(words(program)));
    assertThat(invocation.targets()).containsExactly(Target.parse(PI));
    assertThat(invocation.subcommand()).isEmpty();
    assertThat(invocation.arguments()).isEmpty();
  }

  @Test
  void readsTheFlagsInFrontOfAProgram() {
    var invocation =
        Invocation.parseExec(
            words("+nightly --fresh --frozen -q --manifest-path a/Cargo.toml ls -v"));

    assertThat(invocation.toolchain()).hasValue("nightly");
    assertThat(invocation.fresh()).isTrue();
    assertThat(invocation.keepsLockfile()).isTrue();
    assertThat(invocation.verbosity()).isEqualTo(-1);
    assertThat(invocation.manifestPath()).hasValue("a/Cargo.toml");
    assertThat(invocation.work()).isEqualTo(new Work.Command(List.of("ls", "-v")));
  }

  @Test
  void takesOnlyFlagsForTheShell() {
    var invocation = Invocation.parseShell(words("-vv --target " + PI + " --"));

    assertThat(invocation.work()).isEqualTo(new Work.Shell());
    assertThat(invocation.targets()).containsExactly(Target.parse(PI));
    assertThat(invocation.verbosity()).isEqualTo(2);
  }

  @Test
  void tellsWhatExecAndShellDoNotTake() {
    assertThat(lines(() -> Invocation.parseExec(words("--target " + PI + " --"))))
        .containsExactly(
            "error[USAGE]: no program is named behind 'jcross exec'",
            "  help: jcross exec --target aarch64-unknown-linux-gnu -- uname -m");
    assertThat(lines(() -> Invocation.parseExec(words("--release -p core -- ls"))))
        .containsExactly(
            "error[FLAG_UNKNOWN]: 'jcross exec' has no flag '--release'",
            "error[FLAG_UNKNOWN]: 'jcross exec' has no flag '-p'");
    assertThat(lines(() -> Invocation.parseExec(words("--config a=1 --host -- ls"))))
        .containsExactly(
            "error[FLAG_UNKNOWN]: 'jcross exec' has no flag '--config'",
            "error[FLAG_UNKNOWN]: 'jcross exec' has no flag '--host'");
    assertThat(lines(() -> Invocation.parseExec(words("--locket -- ls"))))
        .containsExactly(
            "error[FLAG_UNKNOWN]: 'jcross exec' has no flag '--locket'",
            "  help: did you mean '--locked'?");
    assertThat(lines(() -> Invocation.parseShell(words("ls -l"))))
        .containsExactly(
            "error[USAGE]: 'jcross shell' takes no words besides its flags: 'ls'",
            "  help: for a single command: jcross exec … -- ls -l");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -C sub build            | sub | ''
          -Csub build             | sub | ''
          -vC sub build           | sub | -v
          -C=sub build            | sub | ''
          build -C sub            |     | ''
          """)
  void movesToAnotherDirectoryInFrontOfTheSubcommandOnly(
      String line, String directory, String leading) {
    var invocation = Invocation.parse(words(line));

    assertThat(invocation.directory()).isEqualTo(Optional.ofNullable(directory));
    assertThat(Argument.words(invocation.leading())).isEqualTo(words(leading));
    assertThat(invocation.subcommand()).hasValue("build");
  }

  @Test
  void refusesADirectoryTwiceOrWithoutAName() {
    assertThat(complaint("-C", "a", "-C", "b", "build"))
        .containsExactly("error[USAGE]: '-C' is given twice", "  help: leave out '-C a'");
    assertThat(complaint("-C"))
        .containsExactly("error[FLAG_VALUE]: '-C' needs a value", "  help: -C DIR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"build -m a/Cargo.toml", "build -ma/Cargo.toml", "-m=a/Cargo.toml build"})
  void takesTheShortFormOfAManifestPath(String line) {
    var invocation = Invocation.parse(words(line));

    assertThat(invocation.manifestPath()).hasValue("a/Cargo.toml");
    assertThat(invocation.arguments()).isEmpty();
  }

  @Test
  void gathersTheConfigurationOfCargoButNotThatOfAnotherProgram() {
    assertThat(parse("--config", "a=1", "build", "--config=b=2", "--", "--config", "c").configs())
        .containsExactly("a=1", "b=2");
    assertThat(parse("--config", "a=1", "deny", "--config", "deny.toml").configs())
        .containsExactly("a=1");
  }

  @Test
  void installNamesItsProjectByTheDirectory() {
    var invocation = parse("install", "--path", "tools/x", "--root=/out", "--force");

    assertThat(invocation.manifestPath()).hasValue("tools/x/Cargo.toml");
    assertThat(Argument.words(invocation.arguments())).containsExactly("--root=/out", "--force");
    assertThat(parse("add", "x", "--path", "../x").manifestPath()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--version, VERSION",
    "-V, VERSION",
    "-vV, VERSION",
    "-Vv, VERSION",
    "-v --version, VERSION",
    "--list, LIST",
    "--list -V, VERSION",
    "--help, HELP",
    "-v, HELP",
    "--color always, HELP",
    "-Z help,",
    "--explain E0308,",
    "build --version,",
    "--version build,"
  })
  void knowsWhatIsAskedWithoutASubcommand(String line, Invocation.Question expected) {
    assertThat(Invocation.parse(words(line)).question()).isEqualTo(Optional.ofNullable(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --host build --x          | build --x
          build --host --target no  | build --target no
          +nightly -v build --host  | +nightly -v build
          --host tree -- --host     | tree -- --host
          --host                    | ''
          --host no-such --frehs    | no-such --frehs
          """)
  void leavesEveryWordForTheHostsCargoAsTyped(String line, String forCargo) {
    assertThat(Invocation.parse(words(line)).work()).isEqualTo(new Work.HostCargo(words(forCargo)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"run x --host", "build -- --host", "nextest --host", "run -- --host --host"})
  void takesNoHostForItsOwnThatIsAProgramsWord(String line) {
    assertThat(Invocation.parse(words(line)).work()).isInstanceOf(Work.Cargo.class);
  }

  @Test
  void refusesAHostWithAValueOrInAnAlias() {
    assertThat(complaint("build", "--host=x"))
        .containsExactly("error[FLAG_VALUE]: '--host' takes no value");
    assertThat(lines(() -> Invocation.parse(List.of("mine"), aliases("mine = --host build"))))
        .containsExactly(
            "error[USAGE]: '--host' cannot be a part of an alias",
            "  help: type it: jcross --host …");
  }

  /** Each {@code name = words}. */
  private static Aliases aliases(String... definitions) {
    var known =
        java.util.Arrays.stream(definitions)
            .map(line -> line.split(" = ", 2))
            .collect(java.util.stream.Collectors.toMap(it -> it[0], it -> words(it[1])));
    return (name, where) -> Optional.ofNullable(known.get(name));
  }

  @Test
  void putsAnAliasInItsPlace() {
    var aliases = aliases("xb = build --release --target " + PI, "xr = run -q --", "again = xb -v");

    var build = Invocation.parse(words("--locked again --features a -- x"), aliases);
    assertThat(build.subcommand()).hasValue("build");
    assertThat(Argument.words(build.leading())).containsExactly("--locked");
    assertThat(Argument.words(build.arguments()))
        .containsExactly("--release", "-v", "--features", "a");
    assertThat(build.targets()).containsExactly(Target.parse(PI));
    assertThat(build.verbosity()).isEqualTo(1);

    var run = Invocation.parse(words("xr --target nowhere -v"), aliases);
    assertThat(run.rest()).hasValue(words("--target nowhere -v"));
    assertThat(run.targets()).isEmpty();
  }

  @Test
  void cannotShadowACommandOfCargosButItsShortNames() {
    var aliases = aliases("build = check", "b = build --release", "clippy = check");

    assertThat(Invocation.parse(words("build"), aliases).subcommand()).hasValue("build");
    assertThat(Argument.words(Invocation.parse(words("b"), aliases).arguments()))
        .containsExactly("--release");
    assertThat(Invocation.parse(words("clippy"), aliases).subcommand()).hasValue("check");
  }

  @Test
  void tellsOfAnAliasThatNeverEnds() {
    assertThat(
            lines(
                () ->
                    Invocation.parse(words("a --target x"), aliases("a = b", "b = -v c", "c = a"))))
        .containsExactly(
            "error[USAGE]: the alias 'a' never ends in a command: a -> b -> c -> a",
            "  help: mend [alias] in .cargo/config.toml");
  }

  @Test
  void looksForAliasesWhereTheWordsInFrontSay() {
    var asked = new java.util.ArrayList<Aliases.Where>();

    var _ =
        Invocation.parse(
            words("-C sub --config a=1 mine --config b=2"),
            (name, where) -> {
              asked.add(where);
              return Optional.empty();
            });

    assertThat(asked).containsExactly(new Aliases.Where(Optional.of("sub"), List.of("a=1")));
  }

  private static List<String> lines(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    var exception = catchThrowableOfType(ProblemException.class, call);
    assertThat(exception).isNotNull();
    return exception.problems().stream().flatMap(problem -> problem.lines().stream()).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec --target x86_64-unknown-linux-gnu -- uname -m",
        "--target x86_64-unknown-linux-gnu exec uname -m",
        "--target=x86_64-unknown-linux-gnu exec -- uname -m",
      })
  void findsExecBehindTheFirstFlags(String line) {
    var invocation = Invocation.parse(List.of(line.split(" ")));
    assertThat(invocation.work()).isEqualTo(new Work.Command(List.of("uname", "-m")));
    assertThat(invocation.targets()).hasSize(1);
  }

  @Test
  void findsShellBehindTheToolchain() {
    var invocation = Invocation.parse(List.of("+nightly", "-v", "shell"));
    assertThat(invocation.work()).isEqualTo(new Work.Shell());
    assertThat(invocation.toolchain()).contains("nightly");
    assertThat(invocation.verbosity()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "build exec",
        "--config exec build",
        "-Z exec build",
        "-C exec build",
        "run -- exec",
        "-- exec",
      })
  void takesNoOtherWordForExec(String line) {
    assertThat(Invocation.parse(List.of(line.split(" "))).work()).isInstanceOf(Work.Cargo.class);
  }
}
