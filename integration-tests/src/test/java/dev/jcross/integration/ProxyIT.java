package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Networks whose only way out is a proxy. */
class ProxyIT {
  @RegisterExtension static final Workbench bench = new Workbench();

  @Test
  void fetchesThroughTheProxyAndCompilesWithoutKnowingOfIt() throws IOException {
    try (var proxy = ConnectProxy.on(Machine.seenByContainers())) {
      var crate =
          bench
              .crate()
              .manifest("[dependencies]\nitoa = \"1\"\n")
              .main("fn main() {}")
              .buildScript(
                  """
                  fn main() {
                      for (name, _) in std::env::vars() {
                          assert!(!name.to_lowercase().ends_with("_proxy"), "{name} is set");
                      }
                  }
                  """);

      crate
          .jcross()
          .with("https_proxy", proxy.url())
          .succeed("build", "--target", Workbench.NATIVE);

      assertThat(proxy.asked()).contains("index.crates.io:443");
    }
  }

  @Test
  void buildsImagesThroughTheProxyAndLeavesNothingOfItInThem() throws IOException {
    try (var proxy = ConnectProxy.on(Machine.seenByContainers())) {
      var crate =
          bench
              .crate()
              .crossToml(
                  """
                  [target.%s]
                  pre-build = ["curl -fsS -o /dev/null https://index.crates.io/config.json"]
                  """
                      .formatted(Workbench.NATIVE))
              .main("fn main() { println!(\"{:?}\", std::env::var(\"HTTPS_PROXY\")); }");

      var result =
          crate
              .jcross()
              .with("HTTPS_PROXY", proxy.url())
              .succeed("build", "--target", Workbench.NATIVE);

      assertThat(result.errors()).contains("Built pre-build image");
      assertThat(proxy.asked()).contains("index.crates.io:443");
      var image =
          Workbench.client().listImagesCmd().withLabelFilter("dev.jcross=image").exec().stream()
              .filter(candidate -> candidate.getRepoTags() != null)
              .filter(
                  candidate -> candidate.getRepoTags()[0].contains(Workbench.NATIVE + "-pre-build"))
              .findFirst()
              .orElseThrow();
      bench.removeLater(image.getId());
      var facts = Workbench.client().inspectImageCmd(image.getId()).exec();
      assertThat(String.valueOf(facts.getConfig())).doesNotContain(proxy.url());
    }
  }
}
