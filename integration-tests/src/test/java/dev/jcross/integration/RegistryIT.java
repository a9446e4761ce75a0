package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images from a real registry, open and locked. */
class RegistryIT {
  private static final String TRIPLE = Workbench.NATIVE;

  @RegisterExtension static final Workbench bench = new Workbench();

  private static final Registry open = Registry.start(false);
  private static final Registry locked = Registry.start(true);

  /** Its recipes have names that nobody else uses. */
  private static LabelledJcross own = new LabelledJcross(Path.of("/"), "");

  private final String name = "it/" + UUID.randomUUID();

  @BeforeAll
  static void copyJcross() throws IOException {
    own = LabelledJcross.copy(bench.root());
  }

  @AfterAll
  static void stop() {
    open.close();
    locked.close();
  }

  /** A small image, whose cargo tells where it came from. */
  private String image(String recipe) throws IOException {
    var directory = Files.createDirectories(bench.root().resolve(name));
    Files.writeString(
        directory.resolve("cargo"), "#!/bin/sh\necho \"cargo of the registry: $1\"\n");
    Files.writeString(
        directory.resolve("Dockerfile"),
        """
        FROM debian:trixie-slim
        COPY cargo /usr/bin/cargo
        RUN chmod 755 /usr/bin/cargo && ln -s cargo /usr/bin/rustc
        """);
    var id =
        Workbench.client()
            .buildImageCmd(directory.toFile())
            .withTags(Set.of("localhost/" + name + ":made"))
            .withLabels(Map.of("dev.jcross.recipe", recipe, "dev.jcross.integration", own.label()))
            .exec(new BuildImageResultCallback())
            .awaitImageId();
    bench.removeLater("localhost/" + name + ":made");
    return id;
  }

  private static String planned(Jcross jcross) throws JsonProcessingException {
    return new ObjectMapper()
        .readTree(jcross.succeed("plan", "--json", "build", "--target", TRIPLE).output())
        .at("/targets/0/image/reference")
        .asText();
  }

  private static boolean isHere(String reference) {
    try {
      Workbench.client().inspectImageCmd(reference).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  @Test
  void pullsWhatItWouldElseBuild() throws IOException, InterruptedException {
    var jcross =
        bench
            .crate()
            .jcross()
            .from(own.home())
            .with("CROSS_BUILD_REGISTRY", open.host() + "/" + name);
    var local = planned(jcross);
    var hash = local.substring(local.lastIndexOf(':') + 1);
    var pushed = open.push(image(hash), name + "/" + TRIPLE + ":" + hash);
    bench.removeLater(pushed);
    bench.removeLater(local);
    assertThat(isHere(local)).isFalse();

    var first = jcross.succeed("build", "--target", TRIPLE);

    assertThat(first.output()).contains("cargo of the registry: build");
    assertThat(first.errors()).contains("Pulled image " + pushed).doesNotContain("Building");
    assertThat(isHere(local)).isTrue();
    assertThat(jcross.succeed("build", "--target", TRIPLE).errors()).doesNotContain("Pull");
  }

  @Test
  void completesTheNameOfAnImage() throws IOException, InterruptedException {
    var pushed = open.push(image("none"), name + "/" + TRIPLE + ":edge");
    bench.removeLater(pushed);
    var crate =
        bench
            .crate()
            .crossToml(
                "[build]\nregistry = \"%s\"\n[target.%s]\nimage = \":edge\"\n"
                    .formatted(open.host() + "/" + name, TRIPLE));

    var built = crate.succeed("build", "--target", TRIPLE);

    assertThat(built.output()).contains("cargo of the registry: build");
    var digest =
        Objects.requireNonNull(Workbench.client().inspectImageCmd(pushed).exec().getRepoDigests())
            .stream()
            .filter(text -> text.startsWith(open.host()))
            .map(text -> text.substring(text.indexOf('@')))
            .findFirst()
            .orElseThrow();
    Workbench.client().removeImageCmd(pushed).exec();
    var byDigest =
        crate
            .jcross()
            .with(
                "CROSS_TARGET_"
                    + TRIPLE.toUpperCase(java.util.Locale.ROOT).replace('-', '_')
                    + "_IMAGE",
                digest);
    assertThat(byDigest.succeed("build", "--target", TRIPLE).errors())
        .contains("Pulled image " + open.host() + "/" + name + "/" + TRIPLE + digest);
    bench.removeLater(open.host() + "/" + name + "/" + TRIPLE + digest);
  }

  private Project from(String image) {
    return bench.crate().crossToml("[target." + TRIPLE + "]\nimage = \"" + image + "\"\n");
  }

  @Test
  void saysHowToLogInToARegistryThatWantsIt() throws IOException, InterruptedException {
    var pushed = locked.push(image("none"), name + "/locked:1");
    var empty = Files.createDirectories(bench.root().resolve("empty"));

    var refused =
        from(pushed)
            .jcross()
            .with("DOCKER_CONFIG", empty.toString())
            .run("build", "--target", TRIPLE)
            .hasStatus(74)
            .showsNoStackTrace();

    assertThat(refused.errors())
        .contains("error[IMAGE_PULL]: the image '" + pushed + "' cannot be pulled: ")
        .containsAnyOf("no basic auth credentials", "unauthorized")
        .contains("\n  --> Cross.toml:2:1\n")
        .contains("are you logged in?  docker login " + locked.host() + "\n");
    assertThat(isHere(pushed)).isFalse();
  }

  @Test
  void saysThatARegistryHasNoSuchImage() {
    var missing = open.host() + "/" + name + "/missing:1";

    var refused = from(missing).run("build", "--target", TRIPLE).hasStatus(74);

    assertThat(refused.errors())
        .contains("error[IMAGE_PULL]: the image '" + missing + "' cannot be pulled: ")
        .containsAnyOf("not found", "manifest unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auths", "credHelpers", "credsStore"})
  void logsInAsDockersOwnClientWould(String way) throws IOException, InterruptedException {
    var pushed = locked.push(image("none"), name + "/locked:1");
    bench.removeLater(pushed);
    var settings = Files.createDirectories(bench.root().resolve(name + "/docker"));
    var text =
        switch (way) {
          case "auths" -> locked.settings();
          case "credHelpers" -> "{\"credHelpers\": {\"" + locked.host() + "\": \"jcross-it\"}}";
          default -> "{\"credsStore\": \"jcross-it\"}";
        };
    Files.writeString(settings.resolve("config.json"), text);
    var programs = Files.createDirectories(bench.root().resolve(name + "/bin"));
    var helper =
        Files.writeString(programs.resolve("docker-credential-jcross-it"), locked.helper());
    Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwxr-xr-x"));

    var built =
        from(pushed)
            .jcross()
            .with("DOCKER_CONFIG", settings.toString())
            .with("PATH", programs + ":" + System.getenv("PATH"))
            .succeed("build", "--target", TRIPLE);

    assertThat(built.output()).contains("cargo of the registry: build");
    assertThat(built.errors()).contains("Pulled image " + pushed).doesNotContain("apple");
  }
}
