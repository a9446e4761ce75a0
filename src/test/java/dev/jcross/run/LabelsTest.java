package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.engine.VolumeFacts;
import dev.jcross.image.ImageSource;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsTest {
  private static final String PI = "aarch64-unknown-linux-gnu";

  @TempDir Path directory = Path.of("/");

  private Map<String, String> volume(Stage stage, String prefix) {
    return stage.engine.volumesWithLabel("dev.jcross=volume").stream()
        .filter(volume -> volume.name().startsWith(prefix))
        .map(VolumeFacts::labels)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void sessionsSayTheirTargetAndProject() {
    var stage = new Stage(directory);

    stage.run("build --target " + PI);

    assertThat(stage.engine.created())
        .filteredOn(spec -> "session".equals(spec.labels().get("dev.jcross")))
        .hasSize(2)
        .allSatisfy(
            spec ->
                assertThat(spec.labels())
                    .containsEntry("dev.jcross.target", PI)
                    .containsEntry("dev.jcross.project", stage.project.toString())
                    .containsEntry("dev.jcross.machine", "this-machine"));
  }

  @Test
  void volumesOfIntermediateFilesSayWhoseTheyAre() {
    var stage = new Stage(directory);

    stage.run("build --target " + PI);

    assertThat(volume(stage, "jcross-build-"))
        .containsOnly(
            Map.entry("dev.jcross", "volume"),
            Map.entry("dev.jcross.purpose", "intermediate files of " + PI),
            Map.entry("dev.jcross.target", PI),
            Map.entry("dev.jcross.project", stage.project.toString()),
            Map.entry("dev.jcross.machine", "this-machine"),
            Map.entry("dev.jcross.image", Stage.IMAGE));
    assertThat(volume(stage, "jcross-cargo-")).containsOnlyKeys("dev.jcross", "dev.jcross.purpose");
  }

  @Test
  void imagesSayTheirProjectOnlyIfTheyAreMadeForOne() {
    var stage = new Stage(directory);
    var plan = stage.words("build --target " + PI).plan().targets().getFirst();

    for (var kind : ImageSource.Kind.values()) {
      assertThat(Labels.ofOwner(kind, plan, "m"))
          .isEqualTo(
              kind == ImageSource.Kind.DOCKERFILE || kind == ImageSource.Kind.PRE_BUILD
                  ? Map.of(
                      "dev.jcross.project", stage.project.toString(), "dev.jcross.machine", "m")
                  : Map.of());
    }
  }
}
