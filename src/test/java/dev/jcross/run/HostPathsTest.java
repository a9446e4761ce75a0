package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.plan.MountPlan;
import dev.jcross.plan.Network;
import dev.jcross.plan.PathMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPathsTest {
  private final ByteArrayOutputStream sink = new ByteArrayOutputStream();

  private HostPaths to(String target, String... roots) {
    var container =
        Stage.container(
            Network.NONE,
            List.of(
                new MountPlan.Bind(Path.of(target), "/target", false),
                new MountPlan.Bind(Path.of("/opt/sdk"), "/opt/sdk", false),
                new MountPlan.Memory("/tmp")));
    return new HostPaths(sink, PathMap.of(Arrays.stream(roots).map(Path::of).toList()), container);
  }

  private String mapped(HostPaths paths, String text) throws IOException {
    try (paths) {
      paths.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return sink.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":"/project/src/main.rs"}      | {"a":"/home/me/app/src/main.rs"}
          {"a":"/project"}                  | {"a":"/home/me/app"}
          {"a":"/target/debug/app"}         | {"a":"/out/debug/app"}
          {"a":["/target","/project/x"]}    | {"a":["/out","/home/me/app/x"]}
          {"id":"path+file:///project#0.1"} | {"id":"path+file:///home/me/app#0.1"}
          {"id":"path+file:///project/a?b"} | {"id":"path+file:///home/me/app/a?b"}
          {"id":"app 0.1 (/project)"}       | {"id":"app 0.1 (/home/me/app)"}
          {"a":"/projects/x"}               | {"a":"/projects/x"}
          {"a":"/project-old/x"}            | {"a":"/project-old/x"}
          {"a":"/opt/project/x"}            | {"a":"/opt/project/x"}
          {"a":"/targets"}                  | {"a":"/targets"}
          {"a":"/cargo/registry/src/x"}     | {"a":"/cargo/registry/src/x"}
          {"a":"/opt/sdk/x"}                | {"a":"/opt/sdk/x"}
          """)
  void writesPathsInJsonAsTheHosts(String printed, String expected) throws IOException {
    assertThat(mapped(to("/out", "/home/me/app"), printed + "\n")).isEqualTo(expected + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error: could not compile \"/project/src/main.rs\"\n",
        " {\"a\":\"/project/x\"}\n",
        "warning: (/project)\n\n",
        "[\"/project\"]\n"
      })
  void leavesLinesOfTextAlone(String text) throws IOException {
    assertThat(mapped(to("/out", "/home/me/app"), text)).isEqualTo(text);
  }

  @Test
  void choosesTheRootThatAPathLiesIn() throws IOException {
    assertThat(
            mapped(
                to("/src/app/target", "/src/app", "/src/app-macros", "/src/libs/two words ü"),
                "{\"a\":\"/project/app/x\",\"b\":\"/project/app-macros/x\","
                    + "\"c\":\"/project/libs/two words ü/x\",\"d\":\"/project/other\"}\n"))
        .isEqualTo(
            "{\"a\":\"/src/app/x\",\"b\":\"/src/app-macros/x\","
                + "\"c\":\"/src/libs/two words ü/x\",\"d\":\"/project/other\"}\n");
  }

  @Test
  void doesNotMapAgainWhatItHasMapped() throws IOException {
    // A checkout that itself lies in a container of this kind.
    assertThat(
            mapped(
                to("/project/b/app/target", "/project/b/app", "/project/b/b"),
                "{\"a\":\"/project/app/x\",\"b\":\"/project/b/y\",\"c\":\"/target/z\"}\n"))
        .isEqualTo(
            "{\"a\":\"/project/b/app/x\",\"b\":\"/project/b/b/y\","
                + "\"c\":\"/project/b/app/target/z\"}\n");
  }

  @Test
  void escapesWhatJsonHasToEscape() throws IOException {
    assertThat(mapped(to("/out", "/home/a\"b\\c"), "{\"a\":\"/project/x\"}\n"))
        .isEqualTo("{\"a\":\"/home/a\\\"b\\\\c/x\"}\n");
  }

  @Test
  void takesADollarInAPathAsItIs() throws IOException {
    assertThat(mapped(to("/out", "/home/$1/\\0"), "{\"a\":\"/project/x\"}\n"))
        .isEqualTo("{\"a\":\"/home/$1/\\\\0/x\"}\n");
  }

  @Test
  void holdsAnOpenLineBackUntilItsEnd() throws IOException {
    try (var paths = to("/out", "/home/me/app")) {
      paths.write("done\n{\"a\":\"/pro".getBytes(StandardCharsets.UTF_8));
      paths.flush();
      assertThat(sink).hasToString("done\n");
      paths.write("ject/x\"}".getBytes(StandardCharsets.UTF_8));
      assertThat(sink).hasToString("done\n");
      paths.write('\n');
      assertThat(sink).hasToString("done\n{\"a\":\"/home/me/app/x\"}\n");
    }
  }

  @Test
  void endsWithTheOpenLastLine() throws IOException {
    assertThat(mapped(to("/out", "/home/me/app"), "text\n{\"a\":\"/project/x\"}"))
        .isEqualTo("text\n{\"a\":\"/home/me/app/x\"}");
  }

  @Test
  void addsNothingToAnEmptyOutput() throws IOException {
    assertThat(mapped(to("/out", "/home/me/app"), "")).isEmpty();
  }
}
