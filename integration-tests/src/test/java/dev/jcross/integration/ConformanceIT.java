package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.integration.conformance.Answer;
import dev.jcross.integration.conformance.Case;
import dev.jcross.integration.conformance.CaseFiles;
import dev.jcross.integration.conformance.Comparison;
import dev.jcross.integration.conformance.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cases that are also run by the launcher: what reads the environment and the working directory
 * of a process answers as what is handed to it does.
 */
class ConformanceIT {
  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> doesWhatTheCaseSays() {
    return CaseFiles.cases().stream()
        .filter(Case::process)
        .map(one -> DynamicTest.dynamicTest(one.toString(), () -> check(one)));
  }

  private void check(Case one) throws IOException {
    var root = Files.createTempDirectory(directory, "case").toRealPath();
    var places =
        new Places(
            root,
            Files.getAttribute(root, "unix:uid") + ":" + Files.getAttribute(root, "unix:gid"));
    one.given().write(places);

    var result =
        new Jcross(
                Workbench.distribution(),
                places.directory(one.given()),
                environment(one, places),
                List.of(),
                Optional.empty(),
                (jcross, words) -> {})
            .run(one.words().stream().map(places::fill).toArray(String[]::new));

    var answer = new Answer(result.status(), result.output(), result.errors());
    assertThat(Comparison.of(one.expected(), answer, places))
        .as("%s%n%s%n%s", result.command(), result.output(), result.errors())
        .isEmpty();
  }

  /** The case's alone, and what the launcher needs to find its Java. */
  private static Map<String, @Nullable String> environment(Case one, Places places) {
    var all = new HashMap<String, @Nullable String>();
    System.getenv().keySet().forEach(name -> all.put(name, null));
    all.put("JCROSS_JAVA_HOME", System.getProperty("java.home"));
    all.put("PATH", "/usr/bin:/bin");
    all.put("HOME", places.home().toString());
    all.put("PWD", places.directory(one.given()).toString());
    one.given().environment().forEach((name, value) -> all.put(name, places.fill(value)));
    return all;
  }
}
