package dev.jcross.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdkFolderTest {
  private static final String MAC = "aarch64-apple-darwin";
  private static final String PHONE = "aarch64-linux-android";
  private static final String WINDOWS = "x86_64-pc-windows-msvc";

  @TempDir Path directory;

  private String fault(String triple, String... folders) throws IOException {
    var sdk = Files.createTempDirectory(directory, "sdk");
    for (var folder : folders) {
      Files.createDirectories(sdk.resolve(folder));
    }
    return SdkFolder.fault(sdk, Target.parse(triple).triple()).orElse("none");
  }

  private Settings.Sdk setting(Workspace workspace, String triple) {
    return workspace.read().value().forTarget(Target.parse(triple)).sdk().orElseThrow().value();
  }

  @Test
  void takesWhatIsLaidOutLikeTheVendors() throws IOException {
    assertThat(fault(MAC, "usr/lib", "System/Library/Frameworks")).isEqualTo("none");
    assertThat(fault(PHONE, "toolchains/llvm/prebuilt/linux-x86_64/sysroot")).isEqualTo("none");
    assertThat(
            fault(WINDOWS, "crt/include", "crt/lib/x86_64", "sdk/include/um", "sdk/lib/um/x86_64"))
        .isEqualTo("none");
    assertThat(
            fault(
                "aarch64-pc-windows-msvc",
                "crt/include",
                "crt/lib/arm64",
                "sdk/include",
                "sdk/lib"))
        .isEqualTo("none");
    assertThat(fault("x86_64-unknown-linux-gnu")).isEqualTo("none");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "aarch64-apple-darwin | System | is no SDK of Apple's: it has no usr/lib",
        "aarch64-apple-ios | System | is no SDK of Apple's: it has no usr/lib",
        "aarch64-linux-android | ndk/29.0 | is no NDK of Android's: it has no"
            + " toolchains/llvm/prebuilt/linux-x86_64/sysroot",
        "armv7-linux-androideabi | toolchains/llvm/prebuilt/linux-x86_64 | is no NDK of Android's:"
            + " it has no toolchains/llvm/prebuilt/linux-x86_64/sysroot",
        "x86_64-pc-windows-msvc | VC/Tools | was not made by 'xwin splat': it has no crt/include",
        "x86_64-pc-windows-msvc | crt/include crt/lib/x86_64 | was not made by 'xwin splat': it has"
            + " no sdk/include",
        "aarch64-pc-windows-msvc | crt/include crt/lib/x86_64 sdk/include sdk/lib | has nothing for"
            + " aarch64: no crt/lib/aarch64",
      })
  void saysWhatIsMissing(String triple, String folders, String expected) throws IOException {
    assertThat(fault(triple, folders.split(" "))).isEqualTo(expected);
  }

  @Test
  void saysWhetherItIsThereAtAll() throws IOException {
    var file = Files.createFile(directory.resolve("file"));
    var triple = Target.parse(MAC).triple();

    assertThat(SdkFolder.fault(file, triple)).contains("is no folder");
    assertThat(SdkFolder.fault(directory.resolve("no"), triple)).contains("does not exist");
  }

  @Test
  void startsAtTheFileThatNamesIt() throws IOException {
    Files.createDirectories(directory.resolve("sdks/mac/usr/lib"));
    var workspace = new Workspace(directory);
    workspace.crossToml("[target." + MAC + "]\nsdk = \"sdks/mac\"\n").in("src");

    assertThat(setting(workspace, MAC))
        .isEqualTo(
            new Settings.Sdk(directory.resolve("sdks/mac"), java.util.Optional.empty(), false));
  }

  @Test
  void aVariableBeatsTheFileAndOtherToolsVariablesCountLast() {
    var workspace = new Workspace(directory);
    workspace.variable("SDKROOT", "/around").variable("ANDROID_NDK_ROOT", "/root");

    assertThat(setting(workspace, MAC).folder()).isEqualTo(Path.of("/around"));
    assertThat(setting(workspace, MAC).lastResort()).isTrue();
    assertThat(setting(workspace, PHONE).folder()).isEqualTo(Path.of("/root"));
    assertThat(workspace.read().value().forTarget(Target.parse(WINDOWS)).sdk()).isEmpty();

    workspace
        .variable("ANDROID_NDK_HOME", "/home")
        .crossToml("[target." + MAC + "]\nsdk = \"/file\"\n");
    assertThat(setting(workspace, MAC).folder()).isEqualTo(Path.of("/file"));
    assertThat(setting(workspace, MAC).lastResort()).isFalse();
    assertThat(setting(workspace, PHONE).folder()).isEqualTo(Path.of("/home"));

    workspace.variable("CROSS_TARGET_AARCH64_APPLE_DARWIN_SDK", "/variable");
    assertThat(setting(workspace, MAC).folder()).isEqualTo(Path.of("/variable"));
    assertThat(setting(workspace, MAC).lastResort()).isFalse();
  }
}
