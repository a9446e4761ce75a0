package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.bundle.BundleFile;
import dev.jcross.bundle.BundleWriter;
import dev.jcross.bundle.Entry;
import dev.jcross.bundle.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What runs in containers when a bundle is made or taken over, by real shells. */
class BundleScriptsTest {
  @TempDir Path directory;

  static List<String> shells() {
    return ScriptsTest.shells();
  }

  private void write(String path, String text) throws IOException {
    var file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String read(String path) throws IOException {
    return Files.readString(directory.resolve(path));
  }

  private byte[] run(String shell, String script, String... arguments)
      throws IOException, InterruptedException {
    return run(0, shell, script, arguments);
  }

  private byte[] run(int status, String shell, String script, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(shell.split(" ", -1)));
    command.addAll(List.of("-c", Scripts.read(script), "sh"));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var printed = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isEqualTo(status);
    return printed;
  }

  @ParameterizedTest
  @MethodSource("shells")
  void listsWhatMayBeCrates(String shell) throws Exception {
    write("registry/cache/r/a-1.crate", "");
    write("registry/src/r/a-1/lib.rs", "");
    write("registry/index/r/.cache/1/a", "");
    write("registry/index/g/.git/HEAD", "");
    write("git/checkouts/t-1/abc/.git/HEAD", "");
    write("git/checkouts/t-1/abc/.gitmodules", "");
    write("git/db/t-1/HEAD", "");
    write("credentials.toml", "");

    var printed =
        new String(run(shell, "bundle-list.sh", directory.toString()), StandardCharsets.UTF_8);

    assertThat(printed.lines())
        .containsExactlyInAnyOrder(
            "registry/cache/r/a-1.crate",
            "registry/index/r/.cache/1/a",
            "registry/index/g/.git/",
            "git/checkouts/t-1/abc/",
            "git/checkouts/t-1/abc/.gitmodules");
    assertThat(run(shell, "bundle-list.sh", directory.resolve("git/db").toString())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void printsFilesOfWhateverBytes(String shell) throws Exception {
    write("empty", "");
    write("lines", "3 lines\n\n12 x\n");
    var random = new byte[70_000];
    new Random(1).nextBytes(random);
    Files.write(directory.resolve("random"), random);

    var printed =
        run(shell, "bundle-print.sh", directory.toString(), "empty", "lines", "random", "empty");
    var file = directory.resolve("bundle.tar");
    try (var bundle = new BundleWriter(Files.newOutputStream(file))) {
      var files = new PrintedFiles(bundle, "cargo");
      for (int at = 0, step = 1; at < printed.length; at += step, step = step * 3 % 1001 + 1) {
        files.write(printed, at, Math.min(step, printed.length - at));
      }
      assertThat(files.whole()).isTrue();
      bundle.finish(new Manifest.About("1", "linux/amd64", "", Map.of(), List.of(), List.of()));
    }

    try (var bundle = BundleFile.open(file, "bundle.tar")) {
      bundle.check(done -> {});
      assertThat(bundle.manifest().below("cargo"))
          .extracting(Entry::path)
          .containsExactly("empty", "lines", "random", "empty");
      assertThat(bundle.manifest().sizeBytes("cargo")).isEqualTo(14 + 70_000);
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void bringsWhatIsNotThereAndLeavesTheRestAlone(String shell) throws Exception {
    write("new/registry/cache/r/a-1.crate", "a");
    write("new/registry/cache/r/b-1.crate", "other");
    write("new/registry/index/r/.cache/1/a", "1 2 3");
    write("new/registry/index/r/.cache/1/b", "1");
    write("new/.jcross/mark", "");
    write("new/git/db/with space/HEAD", "ref");
    Files.createSymbolicLink(directory.resolve("new/git/link"), Path.of("nowhere"));
    write("there/registry/cache/r/b-1.crate", "b");
    write("there/registry/index/r/.cache/1/a", "1 2");
    write("there/registry/index/r/.cache/1/b", "1 2");

    merge(shell, 0);

    assertThat(read("there/registry/cache/r/a-1.crate")).isEqualTo("a");
    assertThat(read("there/registry/cache/r/b-1.crate")).isEqualTo("b");
    assertThat(read("there/registry/index/r/.cache/1/a")).isEqualTo("1 2 3");
    assertThat(read("there/registry/index/r/.cache/1/b")).isEqualTo("1 2");
    assertThat(read("there/git/db/with space/HEAD")).isEqualTo("ref");
    assertThat(Files.readSymbolicLink(directory.resolve("there/git/link")))
        .isEqualTo(Path.of("nowhere"));
    assertThat(directory.resolve("there/.jcross/mark")).exists();
    assertThat(directory.resolve("new")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void addsToAToolchainAndNeverMixesTwo(String shell) throws Exception {
    var release = "/toolchains/nightly/lib/rustlib/multirust-channel-manifest.toml";
    write("new" + release, "date = 1");
    write("new/toolchains/nightly/lib/rustlib/pi/std", "pi");
    write("there" + release, "date = 1");
    write("there/toolchains/nightly/bin/rustc", "rustc");
    merge(shell, 0);
    assertThat(read("there/toolchains/nightly/lib/rustlib/pi/std")).isEqualTo("pi");
    assertThat(read("there/toolchains/nightly/bin/rustc")).isEqualTo("rustc");

    write("new" + release, "date = 2");
    write("new/toolchains/nightly/bin/rustdoc", "rustdoc");

    assertThat(merge(shell, 3)).isEqualTo("nightly\n");
    assertThat(directory.resolve("there/toolchains/nightly/bin/rustdoc")).doesNotExist();
    assertThat(directory.resolve("new")).doesNotExist();
  }

  private String merge(String shell, int status) throws Exception {
    var printed =
        run(
            status,
            shell,
            "bundle-merge.sh",
            directory.resolve("new").toString(),
            directory.resolve("there").toString());
    return new String(printed, StandardCharsets.UTF_8);
  }

  @Test
  void whatIsCutOffIsNotWhole() throws IOException {
    try (var bundle = new BundleWriter(Files.newOutputStream(directory.resolve("x")))) {
      var files = new PrintedFiles(bundle, "cargo");
      files.write("1 a\nx5 b\nxy".getBytes(StandardCharsets.UTF_8));
      assertThat(files.whole()).isFalse();
      files.write("zzz".getBytes(StandardCharsets.UTF_8));
      assertThat(files.whole()).isTrue();
      bundle.finish(new Manifest.About("1", "x", "", Map.of(), List.of(), List.of()));
    }
  }
}
