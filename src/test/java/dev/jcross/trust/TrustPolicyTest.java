package dev.jcross.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustPolicyTest {
  private static TrustPolicy policy(String... images) {
    return new TrustPolicy(
        Arrays.stream(images)
            .map(name -> new TrustRule(name, new Signer.Anyone(), "Cross.toml:1:1"))
            .toList());
  }

  private static String chosen(TrustPolicy policy, String reference) {
    return policy.ruleFor(reference).map(TrustRule::images).orElse("none");
  }

  @ParameterizedTest
  @CsvSource({
    "registry.example/team/cross:1, registry.example/team/*",
    "registry.example/team/cross@sha256:11, registry.example/team/*",
    "registry.example/team/deep/cross, registry.example/team/*",
    "registry.example/team/special:2, registry.example/team/special",
    "registry.example/teams/cross:1, *",
    "registry.example.evil/team/cross:1, *",
    "registry.example:5000/team/cross:1, *",
    "debian:trixie-slim, debian",
    "docker.io/library/debian, debian",
    "index.docker.io/library/debian:1, debian",
    "debian/eol, *",
    "ferris/tools:3, ferris/*",
    "docker.io/ferris/tools, ferris/*",
    "registry.example/ferris/tools, *",
  })
  void theLongestNameThatAnImageHasCounts(String reference, String images) {
    var policy =
        policy(
            "*", "registry.example/team/*", "registry.example/team/special", "debian", "ferris/*");

    assertThat(chosen(policy, reference)).isEqualTo(images);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:5000/a/b:1, 127.0.0.1:5000/*",
    "127.0.0.1:5001/a/b:1, none",
    "localhost/a, localhost/*",
    "docker.io/library/debian, docker.io/*",
    "team/image, docker.io/*",
  })
  void takesAHostForAHost(String reference, String images) {
    assertThat(chosen(policy("127.0.0.1:5000/*", "localhost/*", "docker.io/*"), reference))
        .isEqualTo(images);
  }

  @Test
  void saysNothingOfWhatItDoesNotName() {
    assertThat(policy("registry.example/team/*").ruleFor("debian")).isEmpty();
    assertThat(TrustPolicy.NONE.ruleFor("debian")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "debian", "team/image", "registry.example/*", "localhost:5000/team/a_b/*"})
  void knowsNames(String text) {
    assertThat(TrustRule.isPattern(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "registry.example*",
        "registry.example/te*",
        "*/image",
        "registry.example/team/image:1",
        "registry.example/image@sha256:11",
        "registry.example/Team",
        "a b",
        "https://registry.example/team",
      })
  void knowsWhatIsNoName(String text) {
    assertThat(TrustRule.isPattern(text)).isFalse();
  }
}
