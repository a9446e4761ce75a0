package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Builds with a Cross.lock take no image but the locked one. */
class LockIT {
  private static final String TRIPLE = Workbench.NATIVE;
  private static final String[] BUILD = {"build", "--locked", "--target", TRIPLE};

  @RegisterExtension static final Workbench bench = new Workbench();

  private final String mark = UUID.randomUUID().toString();
  private Project crate = bench.nowhere();

  /** A crate whose image nobody else has: what happens to it harms no other test. */
  @BeforeEach
  void makeACrate() {
    crate =
        bench
            .crate()
            .crossToml(
                "[target.%s]\npre-build = [\"mkdir /srv/it && echo %s >/srv/it/mark\"]\n"
                    .formatted(TRIPLE, mark));
    crate.succeed("generate-lockfile");
  }

  private String lock() {
    crate.succeed("lock", "--target", TRIPLE);
    bench.removeLater(image());
    return text();
  }

  private String text() {
    try {
      return Files.readString(crate.file("Cross.lock"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The image of the target, as its row has it. */
  private String image() {
    return text()
        .lines()
        .filter(line -> line.startsWith("image = "))
        .map(line -> line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')))
        .findFirst()
        .orElseThrow();
  }

  private static String id(String image) {
    return Objects.requireNonNull(Workbench.client().inspectImageCmd(image).exec().getId());
  }

  /** Puts another image in the place of one. */
  private String replace(String image, String instruction) throws IOException {
    var directory = Files.createDirectories(bench.root().resolve(UUID.randomUUID().toString()));
    Files.writeString(
        directory.resolve("Dockerfile"), "FROM " + image + "\nUSER root\n" + instruction + "\n");
    return Workbench.client()
        .buildImageCmd(directory.toFile())
        .withTags(Set.of(image))
        .exec(new BuildImageResultCallback())
        .awaitImageId();
  }

  @Test
  void builtOnceMoreItIsTheSame() {
    var text = lock();

    assertThat(text).contains("\n  \"package gcc-14 ", "\n  \"files /srv/it sha256:", "\non = \"");
    crate.succeed(BUILD);
    assertThat(crate.succeed("lock", "--check").errors()).contains("1 target is locked");
    Workbench.client().removeImageCmd(image()).withForce(true).exec();

    crate.succeed(BUILD);

    assertThat(text()).isEqualTo(text);
    assertThat(crate.succeed("lock").errors()).contains("nothing changed");
  }

  @Test
  void anImageThatSomebodyHasChangedIsNotUsed() throws IOException {
    lock();
    var changed = replace(image(), "RUN echo evil >>/srv/it/mark");
    assertThat(id(image())).startsWith("sha256:" + changed);

    var built = crate.succeed(BUILD);

    assertThat(built.errors()).contains("is not what Cross.lock says; it is built anew");
    assertThat(crate.succeed("exec", "--target", TRIPLE, "--", "cat", "/srv/it/mark").output())
        .isEqualTo(mark + "\n");
  }

  @Test
  void aLockThatSomebodyHasChangedNamesWhatIsOther() throws IOException {
    var text = lock();
    Files.writeString(
        crate.file("Cross.lock"),
        text.replaceFirst("files /srv/it sha256:[0-9a-f]{8}", "files /srv/it sha256:00000000"));

    var refused = crate.run(BUILD).hasStatus(80);

    refused
        .tells("error[LOCK_MISMATCH]: the image '" + image() + "' is not what Cross.lock says")
        .hasErrorLine("  | files /srv/it has other bytes than locked")
        .hasErrorLine(
            "  help: take it as it is now, and lock that: jcross lock --update --target " + TRIPLE);
    // It is not built again and again.
    assertThat(crate.run(BUILD).hasStatus(80).errors()).doesNotContain("Building");
  }

  @Test
  void settingsThatTheLockIsNotOfStopALockedBuildAndWarnAnother() {
    lock();
    crate.crossToml("[target.%s]\npre-build = [\"true\"]\n".formatted(TRIPLE));

    var help = "  help: lock it: jcross lock --target " + TRIPLE;
    crate.run(BUILD).hasStatus(80).hasErrorLine(help);
    crate.run("lock", "--check").hasStatus(80).hasErrorLine(help);
    var loose = crate.jcross().with("CI", "false").succeed("build", "--target", TRIPLE);

    assertThat(loose.errors()).contains("warning[LOCK_STALE]", "jcross lock --target " + TRIPLE);
  }

  @Test
  void twoThatLockAtOnceBothStandInIt() throws Exception {
    var first = crate.jcross().start("lock", "--target", TRIPLE);
    var second = crate.jcross().start("lock", "--target", "aarch64-unknown-linux-gnu");

    first.await().hasStatus(0);
    second.await().hasStatus(0);

    assertThat(text())
        .contains("name = \"" + TRIPLE + "\"", "name = \"aarch64-unknown-linux-gnu\"");
    assertThat(crate.succeed("lock", "--check").errors()).contains("2 targets are locked");
    bench.removeLater(
        text()
            .lines()
            .filter(line -> line.startsWith("image = ") && line.contains("pre-build"))
            .map(line -> line.substring(9, line.length() - 1))
            .findFirst()
            .orElseThrow());
  }

  @Test
  void aTagThatMovesChangesNothing() throws Exception {
    try (var registry = Registry.start(false)) {
      var name = "it/" + mark + ":1";
      var pushed = registry.push(imageThatSays("first"), name);
      bench.removeLater(pushed);
      crate.crossToml("[target.%s]\nimage = \"%s\"\n".formatted(TRIPLE, pushed));
      Workbench.client().pullImageCmd(pushed).start().awaitCompletion();
      crate.succeed("lock", "--target", TRIPLE);
      assertThat(text()).contains("\ndigest = \"sha256:", "\nconfig = \"sha256:");
      registry.push(imageThatSays("second"), name);

      assertThat(crate.succeed(BUILD).output()).isEqualTo("first: build\n");

      var update = crate.succeed("lock", "--update");
      assertThat(update.errors()).contains("Locked " + TRIPLE, "Wrote Cross.lock");
      assertThat(crate.succeed(BUILD).output()).isEqualTo("second: build\n");
    }
  }

  /** Its cargo says who it is. */
  private String imageThatSays(String word) throws IOException {
    var directory = Files.createDirectories(bench.root().resolve(mark + word));
    Files.writeString(
        directory.resolve("Dockerfile"),
        """
        FROM debian:trixie-slim
        RUN printf '#!/bin/sh\\necho "%s: $1"\\n' >/usr/bin/cargo && chmod 755 /usr/bin/cargo \
            && ln -s cargo /usr/bin/rustc
        """
            .formatted(word));
    var name = "localhost/it/" + mark + ":" + word;
    var id =
        Workbench.client()
            .buildImageCmd(directory.toFile())
            .withTags(Set.of(name))
            .exec(new BuildImageResultCallback())
            .awaitImageId();
    bench.removeLater(name);
    return id;
  }
}
