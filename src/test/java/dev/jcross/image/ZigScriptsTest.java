package dev.jcross.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What stands between rustc and zig in an image, run by the machine's own shell. Zig itself only
 * writes down what it is told; fixed paths are other ones.
 */
@Timeout(60)
class ZigScriptsTest {
  private static final Path SCRIPTS = Path.of("../images/common");

  @TempDir Path directory;
  private Path bin;
  private Path cache;
  private final Map<String, String> environment = new TreeMap<>();

  private record Result(int status, String output, String errors) {}

  @BeforeEach
  void makeAnImage() throws IOException {
    bin = Files.createDirectory(directory.resolve("bin"));
    cache = Files.createDirectories(directory.resolve("build")).resolve("zig");
    Files.createDirectories(directory.resolve("opt/zig"));
    Files.writeString(directory.resolve("opt/zig/version"), "0.17.1\n");
    for (var script :
        List.of("zig-tool", "zig-apple", "zig-strip-after", "strip-after", "start-zig-cache")) {
      var content =
          Files.readString(SCRIPTS.resolve(script))
              .replace("/opt/zig", directory.resolve("opt/zig").toString())
              .replace("/build/zig", cache.toString())
              .replace("/sdk", directory.resolve("sdk").toString())
              .replace("/usr/lib/llvm-19/bin", bin.toString());
      program(script, content);
    }
    program("cargo-zigbuild", "#!/bin/sh\nfor word; do echo \"[$word]\"; done\n");
    program("llvm-objcopy", "#!/bin/sh\necho \"objcopy $*\"\n");
    environment.put("PATH", bin + ":/usr/bin:/bin");
    environment.put("TMPDIR", Files.createDirectory(directory.resolve("tmp")).toString());
  }

  private void program(String name, String content) throws IOException {
    var file = bin.resolve(name);
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Process start(String... command) throws IOException {
    var words = new ArrayList<>(List.of(command));
    words.set(0, bin.resolve(words.getFirst()).toString());
    var builder = new ProcessBuilder(words).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private Result run(String... command) throws IOException, InterruptedException {
    var process = start(command);
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
    return new Result(process.exitValue(), output, errors);
  }

  private static String words(String... words) {
    return String.join("", List.of(words).stream().map(word -> "[" + word + "]\n").toList());
  }

  @Test
  void handsEveryWordOnInOrder() throws Exception {
    var result = run("zig-tool", "cc", "-target", "x", "a file.c", "", "-DA=\"b c\"", "-o", "out");

    assertThat(result.status()).isZero();
    assertThat(result.output())
        .isEqualTo(
            words("zig", "cc", "--", "-target", "x", "a file.c", "", "-DA=\"b c\"", "-o", "out"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-Wl,--strip-debug | --strip-debug",
        "-Wl,-S            | --strip-debug",
        "-Wl,--strip-all   | --strip-all",
        "-s                | --strip-all"
      })
  void stripsTheProgramItself(String option, String own) throws Exception {
    Files.createFile(directory.resolve("out"));

    assertThat(run("zig-tool", "cc", option, "a.o", "-o", "out").output())
        .isEqualTo(words("zig", "cc", "--", "a.o", "-o", "out") + "objcopy " + own + " out\n");
  }

  @Test
  void stripsAfterTheLinkBehindCargoZigbuildToo() throws Exception {
    program("../opt/zig/zig", "#!/bin/sh\nfor word; do echo \"[$word]\"; done\n");
    Files.createFile(directory.resolve("out"));

    assertThat(run("zig-strip-after", "c++", "-Wl,--strip-all", "a b.o", "-o", "out").output())
        .isEqualTo(words("c++", "a b.o", "-o", "out") + "objcopy --strip-all out\n");
    assertThat(run("zig-strip-after", "ar", "-s", "out").output())
        .isEqualTo(words("ar", "-s", "out"));
  }

  @Test
  void compilesAndDoesNotStripForTheOptionThatMakesAssembly() throws Exception {
    Files.createFile(directory.resolve("a.s"));

    assertThat(run("zig-tool", "cc", "-S", "a.c", "-o", "a.s").output())
        .isEqualTo(words("zig", "cc", "--", "-S", "a.c", "-o", "a.s"));
  }

  @Test
  void endsWithTheStatusOfZigAndStripsNothingThen() throws Exception {
    program("cargo-zigbuild", "#!/bin/sh\necho undefined symbol >&2\nexit 7\n");
    Files.createFile(directory.resolve("out"));

    var result = run("zig-tool", "cc", "a.o", "-Wl,--strip-all", "-o", "out");

    assertThat(result).isEqualTo(new Result(7, "", "undefined symbol\n"));
  }

  @Test
  void startsTheCacheWithWhatTheImageHas() throws Exception {
    Files.createDirectories(directory.resolve("opt/zig/cache/o/1"));
    Files.writeString(directory.resolve("opt/zig/cache/o/1/libc.a"), "library");

    run("zig-tool", "cc", "a.o");

    assertThat(cache.resolve("o/1/libc.a")).hasContent("library");
  }

  @Test
  void leavesTheCacheOfTheProjectAsItIs() throws Exception {
    Files.createDirectories(directory.resolve("opt/zig/cache/o"));
    Files.createDirectories(cache);

    run("zig-tool", "cc", "a.o");

    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void startsTheCacheOnceWhenManyWantItAtOnce() throws Exception {
    var folder = Files.createDirectories(directory.resolve("opt/zig/cache/h"));
    for (int i = 0; i < 200; i++) {
      Files.writeString(folder.resolve("manifest-" + i), "content");
    }

    var processes = new ArrayList<Process>();
    for (int i = 0; i < 8; i++) {
      processes.add(start("start-zig-cache", cache.toString()));
    }
    for (var process : processes) {
      assertThat(process.waitFor()).isZero();
    }

    try (var manifests = Files.list(cache.resolve("h"))) {
      assertThat(manifests).hasSize(200);
    }
    try (var left = Files.list(cache.getParent())) {
      assertThat(left).containsExactly(cache);
    }
  }

  @Test
  void keepsItsCacheInMemoryWhereThereIsNoBuildVolume() throws Exception {
    program("cargo-zigbuild", "#!/bin/sh\necho \"$ZIG_GLOBAL_CACHE_DIR\"\n");
    Files.delete(cache.getParent());

    assertThat(run("zig-tool", "cc", "a.o").output())
        .startsWith(directory.resolve("tmp") + "/zig-")
        .endsWith("\n");
  }

  @Test
  void usesTheCacheThatTheUserNames() throws Exception {
    program("cargo-zigbuild", "#!/bin/sh\necho \"$ZIG_GLOBAL_CACHE_DIR $ZIG_LOCAL_CACHE_DIR\"\n");
    var own = directory.resolve("own").toString();
    environment.put("ZIG_GLOBAL_CACHE_DIR", own);

    assertThat(run("zig-tool", "cc", "a.o").output()).isEqualTo(own + " " + own + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "aarch64,'',aarch64-macos.11.0-none",
    "x86_64,'',x86_64-macos.10.12-none",
    "aarch64,14,aarch64-macos.14.0-none",
    "x86_64,10.15.7,x86_64-macos.10.15.7-none"
  })
  void compilesForTheOldestMacOsThatTheUserWants(String architecture, String version, String target)
      throws Exception {
    if (!version.isEmpty()) {
      environment.put("MACOSX_DEPLOYMENT_TARGET", version);
    }

    assertThat(run("zig-apple", "cc", architecture, "a.c").output())
        .contains("[-target]\n[" + target + "]\n[a.c]\n");
  }

  @Test
  void seesTheSdkBehindTheHeadersOfCppAndTheOptionsOfTheUser() throws Exception {
    Files.createDirectories(directory.resolve("sdk/System/Library/Frameworks"));
    environment.put("SDKROOT", directory.resolve("sdk").toString());
    program("cargo-zigbuild", "#!/bin/sh\necho \"$* SDKROOT=${SDKROOT-unset}\"\n");
    var sdk = directory.resolve("sdk").toString();

    assertThat(run("zig-apple", "c++", "aarch64", "a.cpp").output())
        .endsWith(
            "a.cpp -idirafter %s/usr/include -iframework %s/System/Library/Frameworks -F%s/System/Library/Frameworks -L%s/usr/lib SDKROOT=unset\n"
                .formatted(sdk, sdk, sdk, sdk));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error: unable to find system framework \"CoreFoundation\". searched paths: none",
        "error: unable to find dynamic system library 'objc' using strategy",
        "a.c:1:10: fatal error: 'Security/Security.h' file not found"
      })
  void tellsHowToGiveAnSdkWhenOneIsMissing(String message) throws Exception {
    program(
        "cargo-zigbuild",
        "#!/bin/sh\nprintf '%s\\n' \"" + message.replace("\"", "\\\"") + "\" >&2\nexit 1\n");

    var result = run("zig-apple", "cc", "aarch64", "a.o");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.errors())
        .startsWith(message + "\n")
        .contains("xcrun --show-sdk-path", "sdk = \"");
  }

  @Test
  void saysNothingOfAnSdkWhereItWouldNotHelp() throws Exception {
    program("cargo-zigbuild", "#!/bin/sh\necho 'error: undefined symbol: _f' >&2\nexit 1\n");

    assertThat(run("zig-apple", "cc", "aarch64", "a.o"))
        .isEqualTo(new Result(1, "", "error: undefined symbol: _f\n"));
  }
}
