package dev.jcross.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EngineInfoTest {
  private static EngineInfo info(String json) throws IOException {
    return EngineInfo.of(Json.read(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void knowsThatSelinuxConfinesContainers() throws IOException {
    assertThat(
            info("{\"SecurityOptions\": [\"name=seccomp,profile=builtin\", \"name=selinux\"]}")
                .selinux())
        .isTrue();
    assertThat(info("{\"SecurityOptions\": [\"name=seccomp,profile=selinux\"]}").selinux())
        .isFalse();
    assertThat(info("{}").selinux()).isFalse();
  }

  @Test
  void knowsAnEngineWithoutRootByDockersWordsAndByPodmans() throws IOException {
    assertThat(info("{\"SecurityOptions\": [\"name=rootless\"]}").rootless()).isTrue();
    assertThat(info("{\"Rootless\": true}").rootless()).isTrue();
    assertThat(info("{\"SecurityOptions\": [\"name=rootlesskit\"]}").rootless()).isFalse();
  }

  @Test
  void namesTheArchitectureAsRustDoes() throws IOException {
    assertThat(info("{\"Architecture\": \"amd64\"}").architecture()).isEqualTo("x86_64");
    assertThat(info("{\"Architecture\": \"x86_64\"}").architecture()).isEqualTo("x86_64");
    assertThat(info("{\"Architecture\": \"arm64\"}").architecture()).isEqualTo("aarch64");
  }
}
