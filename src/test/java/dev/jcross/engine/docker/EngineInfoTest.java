package dev.jcross.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class EngineInfoTest {
  private static EngineInfo info(String json) throws JsonProcessingException {
    return EngineInfo.of(new ObjectMapper().readTree(json));
  }

  @Test
  void knowsThatSelinuxConfinesContainers() throws JsonProcessingException {
    assertThat(
            info("{\"SecurityOptions\": [\"name=seccomp,profile=builtin\", \"name=selinux\"]}")
                .selinux())
        .isTrue();
    assertThat(info("{\"SecurityOptions\": [\"name=seccomp,profile=selinux\"]}").selinux())
        .isFalse();
    assertThat(info("{}").selinux()).isFalse();
  }

  @Test
  void knowsAnEngineWithoutRootByDockersWordsAndByPodmans() throws JsonProcessingException {
    assertThat(info("{\"SecurityOptions\": [\"name=rootless\"]}").rootless()).isTrue();
    assertThat(info("{\"Rootless\": true}").rootless()).isTrue();
    assertThat(info("{\"SecurityOptions\": [\"name=rootlesskit\"]}").rootless()).isFalse();
  }

  @Test
  void namesTheArchitectureAsRustDoes() throws JsonProcessingException {
    assertThat(info("{\"Architecture\": \"amd64\"}").architecture()).isEqualTo("x86_64");
    assertThat(info("{\"Architecture\": \"x86_64\"}").architecture()).isEqualTo("x86_64");
    assertThat(info("{\"Architecture\": \"arm64\"}").architecture()).isEqualTo("aarch64");
  }
}
