package dev.jcross.integration.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on compatibility, and that what it names is there. */
class CompatibilityDocsTest {
  private static final Path CHECKOUT = Path.of(System.getProperty("jcross.checkout", ".."));
  private static final List<String> TESTS =
      List.of("src/test/java", "cli/src/test/java", "integration-tests/src/test/java");

  private static String page() {
    return CompatibilityPage.markdown(CaseFiles.all());
  }

  @Test
  void isWhatThePageInTheRepositorySays() throws IOException {
    var page = CHECKOUT.resolve("docs/reference/compatibility.md");
    if ("write".equals(System.getProperty("jcross.docs"))) {
      Files.writeString(page, page());
    }
    assertThat(page).as("to write it: ./dev docs").hasContent(page());
  }

  @Test
  void namesTestsThatExist() {
    assertThat(
            CaseFiles.all().stream()
                .flatMap(topic -> topic.rows().stream())
                .flatMap(row -> row.shownBy().stream())
                .distinct()
                .filter(name -> !exists(name)))
        .isEmpty();
  }

  /** A class, or one of its methods that is a test. */
  private static boolean exists(String name) {
    var parts = name.split("#", 2);
    return source(parts[0])
        .filter(text -> parts.length == 1 || text.contains("\n  void " + parts[1] + "("))
        .isPresent();
  }

  private static java.util.Optional<String> source(String type) {
    return TESTS.stream()
        .map(CHECKOUT::resolve)
        .flatMap(CompatibilityDocsTest::files)
        .filter(file -> file.endsWith(type + ".java"))
        .map(CompatibilityDocsTest::read)
        .findFirst();
  }

  private static Stream<Path> files(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
