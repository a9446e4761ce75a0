package dev.jcross.integration.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of attacks. */
class HermeticityDocsTest {
  private static final Path CHECKOUT = Path.of(System.getProperty("jcross.checkout", ".."));

  @Test
  void saysWhatIsTried() throws IOException {
    var page = CHECKOUT.resolve("docs/reference/hermeticity.md");
    var text = HermeticityPage.markdown();
    if ("write".equals(System.getProperty("jcross.docs"))) {
      Files.writeString(page, text);
    }
    assertThat(page).as("to write it: ./dev docs").hasContent(text);
  }

  @Test
  void namesTestsThatThereAre() {
    assertThat(HermeticityPage.markdown().lines())
        .filteredOn(line -> line.contains("IT` |"))
        .allSatisfy(
            line -> {
              var name = line.replaceAll(".*`(\\w+IT)` \\|", "$1");
              assertThat(
                      CHECKOUT.resolve(
                          "integration-tests/src/test/java/dev/jcross/integration/"
                              + name
                              + ".java"))
                  .exists();
            });
  }
}
