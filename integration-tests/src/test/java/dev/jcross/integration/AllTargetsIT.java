package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.image.BuiltinRecipes;
import dev.jcross.image.ImageSource;
import dev.jcross.image.RecipeFacts;
import dev.jcross.integration.targets.Check;
import dev.jcross.integration.targets.KnownExceptions;
import dev.jcross.integration.targets.Outcome;
import dev.jcross.integration.targets.Rows;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Builds the image of each target and checks in it what a user would do. {@code -Djcross.targets}
 * names them, {@code all} for all and {@code stale} for those whose row is of another recipe, and
 * has rows written for docs/reference/targets.md; without it there is one of each family, and the
 * quick checks.
 */
class AllTargetsIT {
  private static final String WANTED = System.getProperty("jcross.targets", "");

  /** The first of each family. */
  private static final List<String> FAMILIES =
      List.of(
          "aarch64-unknown-linux-gnu",
          "aarch64-unknown-linux-musl",
          "x86_64-pc-windows-gnu",
          "aarch64-apple-darwin",
          "wasm32-wasip1",
          "thumbv7em-none-eabihf",
          "x86_64-unknown-freebsd");

  @RegisterExtension static final Workbench bench = new Workbench();

  private static TargetWorkspace workspace = new TargetWorkspace(bench.nowhere(), bench.nowhere());

  private static HostBuilds hostBuilds = new HostBuilds(workspace);

  static Stream<String> targets() {
    var there = BuiltinRecipes.load().triples();
    return switch (WANTED) {
      case "" -> FAMILIES.stream().filter(there::contains);
      case "all" -> there.stream();
      case "stale" -> there.stream().filter(AllTargetsIT::isStale);
      default ->
          Stream.of(WANTED.split(","))
              .peek(name -> assertThat(there).as("the targets that have an image").contains(name));
    };
  }

  /** Nothing is known of its image as the recipe is now, or nothing good. */
  private static boolean isStale(String target) {
    var image = (ImageSource.Built) BuiltinRecipes.load().image(target, "auto").orElseThrow();
    return Rows.of(Workbench.checkout())
        .read(target)
        .filter(row -> row.isGood() && row.recipe().equals(image.hash()))
        .isEmpty();
  }

  /** Without those that take minutes: bindgen, and with zig its C++ library, are compiled first. */
  private static Set<Check> checks(String target) {
    if (!WANTED.isEmpty()) {
      return EnumSet.allOf(Check.class);
    }
    var quick = EnumSet.of(Check.LABELS, Check.NO_STD, Check.HELLO, Check.FIRMWARE);
    var facts = BuiltinRecipes.load().image(target, "auto").flatMap(RecipeFacts::of).orElseThrow();
    if (!facts.compiler().startsWith("zig ")) {
      quick.add(Check.CPP);
    }
    return quick;
  }

  @BeforeAll
  static void makeTheWorkspace() {
    workspace = TargetWorkspace.make(bench);
    hostBuilds = new HostBuilds(workspace);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void hasAnImageThatBuildsAndRunsItsPrograms(String target) {
    var row =
        new TargetChecks(workspace, hostBuilds, target, KnownExceptions.of(Workbench.checkout()))
            .run(checks(target));
    bench.release(workspace.project());
    bench.release(workspace.firmware());

    if (!WANTED.isEmpty()) {
      Rows.of(Workbench.checkout()).write(row);
    }
    assertThat(row.outcomes().entrySet())
        .as("the checks of %s; what they printed is in %s", target, TargetCommands.logs(target))
        .filteredOn(check -> check.getValue() instanceof Outcome.Failed)
        .isEmpty();
    assertThat(row.isTooBig())
        .as("%s adds more to the base than it may: %s MB", target, row.megabytes())
        .isFalse();
  }
}
