package dev.jcross.integration.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.image.BuiltinRecipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of targets, the rows that it is made of, and the exceptions. */
class TargetsDocsTest {
  private static final Path CHECKOUT = Path.of(System.getProperty("jcross.checkout", ".."));

  private final BuiltinRecipes recipes = BuiltinRecipes.load();
  private final Rows rows = Rows.of(CHECKOUT);

  @Test
  void isWhatLabelsAndRowsSay() throws IOException {
    var page = CHECKOUT.resolve("docs/reference/targets.md");
    var text = new TargetsPage(recipes, rows.all()).markdown();
    if ("write".equals(System.getProperty("jcross.docs"))) {
      Files.writeString(page, text);
    }
    assertThat(page).as("to write it: ./dev docs").hasContent(text);
  }

  @Test
  void hasNoRowOfATargetThatIsGone() {
    assertThat(recipes.triples()).containsAll(rows.all().keySet());
  }

  @Test
  void namesNoTargetAsOneWithoutAnImageThatHasOne() {
    assertThat(TargetsPage.WITHOUT_AN_IMAGE).doesNotContain(recipes.triples());
  }

  @Test
  void hasNoImageThatIsBiggerThanItsKindMayBe() {
    assertThat(rows.all().values()).filteredOn(Row::isTooBig).isEmpty();
  }

  @Test
  void excusesNoTargetThatIsGone() {
    assertThat(recipes.triples()).containsAll(KnownExceptions.of(CHECKOUT).targets());
  }
}
