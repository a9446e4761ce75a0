package dev.jcross.plan;

import dev.jcross.config.Setting;
import dev.jcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a build's programs and libraries may need of the system that they are for. It is looked at
 * as soon as they are compiled, and before any of them runs.
 *
 * @param newest the newest glibc that will be there, such as {@code 2.28}
 * @param origin who said so
 * @param listing asks cargo for the files, all of which are there by then
 */
public record GlibcGate(String newest, String origin, Step listing) {
  /** Those that leave programs or libraries in {@code target/<triple>}. */
  private static final Set<String> MAKING = Set.of("build", "rustc", "run", "test", "bench");

  private static final String FORMAT = "--message-format";

  public GlibcGate {
    Objects.requireNonNull(newest);
    Objects.requireNonNull(origin);
    Objects.requireNonNull(listing);
  }

  /**
   * The gate behind a step that compiles.
   *
   * @param canonical the subcommand that was typed
   */
  static Optional<GlibcGate> of(
      Optional<Setting<String>> newest, TargetTriple triple, String canonical, List<Step> steps) {
    if (!triple.usesGlibc() || !MAKING.contains(canonical)) {
      return Optional.empty();
    }
    return newest.flatMap(
        setting ->
            steps.stream()
                .filter(step -> step.phase() == Phase.COMPILE)
                .findFirst()
                .map(
                    step ->
                        new GlibcGate(
                            setting.value(),
                            setting.origin().toString(),
                            step.aside(listing(step.command())))));
  }

  /** Everything is fresh by now, and cargo's JSON names what is fresh, too. */
  private static List<String> listing(List<String> compile) {
    var words = new ArrayList<String>();
    int rest = compile.indexOf("--");
    var flags = compile.subList(0, rest < 0 ? compile.size() : rest);
    for (int i = 0; i < flags.size(); i++) {
      if (flags.get(i).equals(FORMAT)) {
        i++;
      } else if (!flags.get(i).startsWith(FORMAT + "=")) {
        words.add(flags.get(i));
      }
    }
    words.add(FORMAT + "=json");
    words.addAll(compile.subList(flags.size(), compile.size()));
    return words;
  }
}
