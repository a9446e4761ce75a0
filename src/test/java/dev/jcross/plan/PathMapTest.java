package dev.jcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathMapTest {
  private static PathMap of(String... roots) {
    return PathMap.of(Arrays.stream(roots).map(Path::of).toList());
  }

  private static List<String> containers(PathMap map) {
    return map.entries().stream().map(PathMap.Entry::container).toList();
  }

  @Test
  void aSingleRootIsTheProjectWhereverItLies() {
    assertThat(containers(of("/home/me/app"))).containsExactly("/project");
    assertThat(containers(of("/"))).containsExactly("/project");
  }

  @Test
  void severalRootsKeepTheirPlacesBelowTheirCommonParent() {
    assertThat(containers(of("/src/app", "/src/libs/one", "/src/libs/two")))
        .containsExactly("/project/app", "/project/libs/one", "/project/libs/two");
  }

  @Test
  void rootsThatMeetOnlyInTheFileSystemsRootKeepTheirWholePaths() {
    assertThat(containers(of("/srv/app", "/opt/dep")))
        .containsExactly("/project/srv/app", "/project/opt/dep");
  }

  @Test
  void namesThatBeginAlikeAreNoParents() {
    assertThat(containers(of("/src/app", "/src/app-macros")))
        .containsExactly("/project/app", "/project/app-macros");
  }

  @Test
  void doesNotDependOnWhereACheckoutLies() {
    assertThat(containers(of("/home/me/work/app", "/home/me/work/dep")))
        .isEqualTo(containers(of("/ci/7/app", "/ci/7/dep")));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /src/my app,                         /project/my app
          /src/my app/src/main.rs,             /project/my app/src/main.rs
          /src/bücher/日本/lib.rs,              /project/bücher/日本/lib.rs
          """)
  void keepsSpacesAndLettersOfAllLanguages(String host, String container) {
    assertThat(of("/src/my app", "/src/bücher/日本").toContainer(Path.of(host))).contains(container);
  }

  @ParameterizedTest
  @CsvSource({"/src", "/src/other", "/src/application", "/", "/src/app/../other"})
  void whatNoRootHoldsIsNotSeenInside(String host) {
    assertThat(of("/src/app", "/src/dep").toContainer(Path.of(host).normalize())).isEmpty();
  }

  @Test
  void aRootItselfIsSeenWithoutATrailingSlash() {
    assertThat(of("/src/app").toContainer(Path.of("/src/app"))).contains("/project");
    assertThat(of("/src/app").toContainer(Path.of("/src/app/x"))).contains("/project/x");
  }
}
