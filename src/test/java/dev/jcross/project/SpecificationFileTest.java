package dev.jcross.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecificationFileTest {
  @TempDir Path folder = Path.of("/");

  private Path written(String text) throws IOException {
    return Files.writeString(folder.resolve("foo.json"), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"llvm-target\": \"thumbv7m-none-eabi\"}",
        "{\"pre-link-args\": {\"llvm-target\": \"x\", \"a\": [\"b\"]}, \"n\": 1, \"llvm-target\":"
            + " \"thumbv7m-none-eabi\", \"os\": \"none\"}",
      })
  void namesTheTargetThatItIsDerivedFrom(String text) throws IOException {
    assertThat(SpecificationFile.llvmTarget(written(text))).contains("thumbv7m-none-eabi");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{", "{\"llvm-target\": 7}", "{\"arch\": \"arm\"}", "not JSON at all"})
  void leavesItToRustcToSayWhatIsWrong(String text) throws IOException {
    assertThat(SpecificationFile.llvmTarget(written(text))).isEmpty();
    assertThat(SpecificationFile.llvmTarget(folder.resolve("gone.json"))).isEmpty();
  }
}
