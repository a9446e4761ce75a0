package dev.jcross.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImagePlatformTest {
  @Test
  void asksForNothingWhereTheMachinesOwnPlatformIsListed() {
    assertThat(ImagePlatform.of(List.of(), "x86_64")).isEmpty();
    assertThat(ImagePlatform.of(List.of("linux/amd64"), "x86_64")).isEmpty();
    assertThat(ImagePlatform.of(List.of("linux/arm64/v8", "x86_64-unknown-linux-musl"), "x86_64"))
        .isEmpty();
    assertThat(ImagePlatform.of(List.of("linux/arm64/v8"), "aarch64")).isEmpty();
  }

  @Test
  void asksForTheFirstListedPlatformWhereTheMachinesOwnIsMissing() {
    assertThat(ImagePlatform.of(List.of("linux/arm64=aarch64-unknown-linux-musl"), "x86_64"))
        .contains("linux/arm64");
    assertThat(ImagePlatform.of(List.of("armv7-unknown-linux-gnueabihf"), "x86_64"))
        .contains("linux/arm/v7");
  }

  @Test
  void namesAMachinesPlatformAsEnginesDo() {
    assertThat(ImagePlatform.ofMachine("x86_64")).isEqualTo("linux/amd64");
    assertThat(ImagePlatform.ofMachine("armv7")).isEqualTo("linux/arm/v7");
    assertThat(ImagePlatform.ofMachine("sparc64")).isEqualTo("linux/sparc64");
  }

  @Test
  void passesOverWhatItDoesNotKnow() {
    assertThat(ImagePlatform.of(List.of("foo", "sparc64-unknown-linux-gnu"), "x86_64")).isEmpty();
  }
}
