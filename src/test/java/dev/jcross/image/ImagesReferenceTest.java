package dev.jcross.image;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the table of triples in {@code docs/reference/images.md} to the Dockerfiles. */
class ImagesReferenceTest {
  private static final Path CHECKOUT = Path.of("..");
  private static final Pattern TABLE =
      Pattern.compile("(?s)(<!-- By ./dev docs, from the Dockerfiles: -->\n).*?(<!-- -->)");

  /** What every image has, so that the table shows what is special. */
  private static final String USUAL_FLAGS = "-ffunction-sections -fdata-sections -fPIC";

  @Test
  void theTableOfTriplesSaysWhatTheDockerfilesSet() throws IOException {
    var page = CHECKOUT.resolve("docs/reference/images.md");
    var text = Files.readString(page);
    var written = TABLE.matcher(text).replaceFirst("$1\n" + table() + "\n\n$2");
    if ("write".equals(System.getProperty("jcross.docs"))) {
      Files.writeString(page, written);
      text = written;
    }
    assertThat(text).as("to write it: ./dev docs").contains("| Triple |").isEqualTo(written);
  }

  private static String table() throws IOException {
    var rows = new StringBuilder();
    rows.append("| Triple | Architecture | Prefix | Runner | Processor | Own flags |\n");
    rows.append("| --- | --- | --- | --- | --- | --- |");
    for (var triple : BuiltinRecipes.load().triples()) {
      var dockerfile = Files.readString(CHECKOUT.resolve("images/" + triple + "/Dockerfile"));
      var all = DockerfileAssignments.of("ENV", dockerfile);
      var variable = triple.toUpperCase(java.util.Locale.ROOT).replace('-', '_').replace('.', '_');
      rows.append("\n| [`%1$s`](../../images/%1$s/Dockerfile) |".formatted(triple))
          .append(cell(all.getOrDefault("CROSS_DEB_ARCH", "")))
          .append(cell(all.getOrDefault("CROSS_TOOLCHAIN_PREFIX", "")))
          .append(cell(runner(all.getOrDefault("CARGO_TARGET_" + variable + "_RUNNER", ""))))
          .append(cell(all.getOrDefault("CROSS_CMAKE_SYSTEM_PROCESSOR", "")))
          .append(cell(ownFlags(all.getOrDefault("CROSS_CMAKE_OBJECT_FLAGS", ""))));
    }
    return rows.toString();
  }

  private static String runner(String command) {
    return command.replace("/usr/local/bin/jcross-runner ", "");
  }

  private static String ownFlags(String flags) {
    return Arrays.stream(flags.split(" "))
        .filter(flag -> !USUAL_FLAGS.contains(flag))
        .collect(joining(" "));
  }

  private static String cell(String value) {
    return value.isEmpty() ? " |" : " `" + value + "` |";
  }
}
