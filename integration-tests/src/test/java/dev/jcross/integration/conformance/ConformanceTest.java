package dev.jcross.integration.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every case of every file. One row of them: {@code -Djcross.conformance=config/image}. */
class ConformanceTest {
  private static final String ONLY = System.getProperty("jcross.conformance", "");

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> doesWhatTheCaseSays() {
    var cases = CaseFiles.cases().stream().filter(one -> one.row().startsWith(ONLY)).toList();
    return IntStream.range(0, cases.size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    cases.get(i).toString(),
                    () -> check(cases.get(i), directory.resolve(Integer.toString(i)))));
  }

  private static void check(Case one, Path root) throws IOException {
    Files.createDirectories(root);
    var outcome = InProcess.run(one, root);
    var differences = Comparison.of(one.expected(), outcome.answer(), outcome.places());
    assertThat(differences)
        .as(
            "%s%n%s%n%s",
            String.join(" ", one.words()), outcome.answer().output(), outcome.answer().errors())
        .isEmpty();
  }

  @Test
  void hasTheCasesThatWerePromised() {
    assertThat(CaseFiles.cases()).hasSizeGreaterThanOrEqualTo(300);
  }

  @Test
  void tellsRowsAndCasesApart() {
    assertThat(CaseFiles.all().stream().flatMap(topic -> topic.rows().stream()).map(Row::id))
        .doesNotHaveDuplicates();
    assertThat(CaseFiles.cases()).extracting(Case::toString).doesNotHaveDuplicates();
  }
}
