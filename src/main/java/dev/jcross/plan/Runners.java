package dev.jcross.plan;

import dev.jcross.config.Setting;
import dev.jcross.image.RecipeFacts;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.target.ProgramRunner;
import dev.jcross.target.Target;
import dev.jcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What runs a target's programs. Of an image of jcross's it is known what it has; one of the user's
 * own is told what the settings say, and decides.
 */
public final class Runners {
  /** How the image is told. */
  static final String VARIABLE = "CROSS_RUNNER";

  private final Target target;
  private final TargetTriple triple;
  private final String origin;
  private final Optional<Setting<String>> setting;
  private final Optional<RecipeFacts> facts;
  private final String machine;

  /**
   * @param facts what is known of the target's image; empty for one of the user's own
   */
  Runners(TargetInput input, Optional<RecipeFacts> facts) {
    this.target = input.target();
    this.triple = target.triple();
    this.origin = input.origin();
    this.setting = input.settings().runner();
    this.facts = facts;
    this.machine = new TargetTriple(input.platform()).architecture();
  }

  /** For a target on this machine. */
  public static Runners of(TargetInput input) {
    return new Runners(input, input.image().flatMap(RecipeFacts::of));
  }

  /** What there is for a recipe's target on a machine, the default first. */
  public static List<ProgramRunner> of(TargetTriple triple, RecipeFacts facts, String machine) {
    var all = new ArrayList<ProgramRunner>();
    if (runsOn(triple, machine)) {
      all.add(ProgramRunner.NATIVE);
    }
    all.addAll(facts.runners());
    return all;
  }

  /** Whether the machine itself runs a target's programs, in a container with its libraries. */
  private static boolean runsOn(TargetTriple triple, String machine) {
    boolean linux =
        triple.operatingSystem().equals("linux")
            && (triple.environment().startsWith("musl") || triple.usesGlibc())
            && !triple.environment().endsWith("x32");
    var architecture = triple.architecture();
    return linux
        && (architecture.equals(machine)
            || (machine.equals("x86_64") && List.of("i586", "i686").contains(architecture)));
  }

  /** The runner, and who chose it; empty if the image decides or has none. */
  public Optional<EnvironmentValue> chosen() {
    return setting
        .map(said -> new EnvironmentValue(said.value(), said.origin().toString()))
        .or(
            () ->
                possible().stream()
                    .findFirst()
                    .map(
                        runner ->
                            new EnvironmentValue(
                                runner.word(),
                                runner == ProgramRunner.NATIVE ? "this machine" : "the image")));
  }

  private List<ProgramRunner> possible() {
    return facts.map(known -> of(triple, known, machine)).orElse(List.of());
  }

  /**
   * Why the target's programs cannot be run; empty if they can, or if nobody knows.
   *
   * @param subcommand what was to run them: {@code run}, {@code test} or {@code bench}
   * @param own whether cargo was given a runner of the user's own
   */
  Optional<Problem> check(String subcommand, boolean own) {
    if (facts.isEmpty()) {
      return Optional.empty();
    }
    var possible = possible();
    if (possible.isEmpty()) {
      return own ? Optional.empty() : Optional.of(impossible(subcommand));
    }
    return setting
        .filter(said -> !has(possible, said.value()))
        .map(said -> lacking(said, possible));
  }

  /** The machine's kernel may have an emulator registered, of which nothing is known here. */
  private static boolean has(List<ProgramRunner> possible, String word) {
    return possible.stream().anyMatch(runner -> runner.word().equals(word))
        || (word.equals(ProgramRunner.NATIVE.word()) && possible.contains(ProgramRunner.QEMU_USER));
  }

  private Problem impossible(String subcommand) {
    var without =
        subcommand.equals("run")
            ? "jcross build --target " + target
            : "jcross " + subcommand + " --no-run --target " + target;
    return Problem.error(
            ProblemCode.TARGET_WITHOUT_RUNNER, "nothing here can run programs for '" + triple + "'")
        .at(Place.of(origin))
        .help("build them, and run them where they belong: " + without);
  }

  private Problem lacking(Setting<String> said, List<ProgramRunner> possible) {
    var words = possible.stream().map(ProgramRunner::word).toList();
    return Problem.error(
            ProblemCode.TARGET_WITHOUT_RUNNER,
            "jcross's image for '" + triple + "' has no runner '" + said.value() + "'")
        .at(said.origin().place())
        .help("it has " + String.join(" and ", words) + ": runner = \"" + words.getFirst() + "\"");
  }
}
