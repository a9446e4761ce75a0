package dev.jcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SdkTest {
  private static final String PHONE = "aarch64-linux-android";
  private static final String MAC = "aarch64-apple-darwin";
  private static final String WINDOWS = "x86_64-pc-windows-msvc";
  private static final String ACCEPT = "JCROSS_ACCEPT_MSVC_LICENSE";

  private static Case build(String triple, String label) {
    return Case.of("build --target " + triple).image(Case.wanting(label, "1"));
  }

  private static List<String> told(Case world) {
    return world.plan().problems().stream().flatMap(problem -> problem.lines().stream()).toList();
  }

  private static TargetPlan planned(Case world) {
    assertThat(told(world)).isEmpty();
    return world.plan().targets().getFirst();
  }

  private static Optional<MountPlan> seen(Step step) {
    return step.container().mounts().stream()
        .filter(mount -> mount.target().equals("/sdk"))
        .findFirst();
  }

  @Test
  void isSeenByWhatCompilesAndRunsButNotByDownloads() {
    var steps =
        planned(
                Case.of("test --target PI")
                    .image(Case.wanting("android-ndk", "1"))
                    .sdk("/opt/ndk", null))
            .steps();

    assertThat(steps).hasSize(3);
    assertThat(seen(steps.get(0))).isEmpty();
    assertThat(steps.subList(1, 3))
        .allSatisfy(
            step ->
                assertThat(seen(step))
                    .contains(new MountPlan.Bind(java.nio.file.Path.of("/opt/ndk"), "/sdk", true)));
  }

  @Test
  void isSeenByAnImageOfTheUsersIfTheySaySo() {
    var own = Case.of("build --target " + PHONE).imageSetting("team/android:1");

    assertThat(seen(planned(own).main())).isEmpty();
    assertThat(seen(planned(own.sdkAround("/opt/ndk", null)).main())).isEmpty();
    assertThat(told(own.sdkAround("/opt/ndk", "does not exist"))).isEmpty();
    assertThat(seen(planned(own.sdk("/opt/ndk", null)).main())).isPresent();
  }

  @Test
  void anotherToolsVariableWillDoWhereTheImageLooksForOne() {
    assertThat(seen(planned(build(MAC, "apple optional").sdkAround("/opt/mac", null)).main()))
        .isPresent();
    assertThat(seen(planned(build(MAC, "apple optional")).main())).isEmpty();
  }

  @Test
  void tellsWhereTheNdkIsFromIfThereIsNone() {
    assertThat(told(build(PHONE, "android-ndk")))
        .containsExactly(
            "error[SDK_MISSING]: 'aarch64-linux-android' needs Android's NDK, which jcross may not"
                + " bring along",
            "  --> --target",
            "  help: unpack the one for Linux from https://developer.android.com/ndk/downloads, and"
                + " name it:",
            "        [target.aarch64-linux-android]",
            "        sdk = \"/opt/android-ndk-r29\"",
            "        or: export ANDROID_NDK_HOME=/opt/android-ndk-r29");
    assertThat(told(build("aarch64-apple-ios", "apple")))
        .contains(
            "error[SDK_MISSING]: 'aarch64-apple-ios' needs Apple's SDK, which jcross may not bring"
                + " along",
            "        or: export SDKROOT=/opt/MacOSX.sdk");
  }

  @Test
  void tellsWhatIsWrongWithTheFolder() {
    assertThat(told(build(PHONE, "android-ndk").sdk("/opt/x", "does not exist")))
        .startsWith("error[SDK_MISSING]: the SDK '/opt/x' does not exist", "  --> Cross.toml:17:1");
    assertThat(told(build(MAC, "apple optional").sdkAround("/opt/x", "is no SDK of Apple's")))
        .startsWith("error[SDK_MISSING]: the SDK '/opt/x' is no SDK of Apple's", "  --> SDKROOT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fetch", "fmt", "tree", "update", "new x"})
  void whatCompilesNothingNeedsNone(String command) {
    assertThat(
            told(Case.of(command + " --target " + PHONE).image(Case.wanting("android-ndk", "1"))))
        .isEmpty();
  }

  @Test
  void microsoftsIsDownloadedOnceTheLicenceIsAccepted() {
    assertThat(told(build(WINDOWS, "msvc")))
        .containsExactly(
            "error[SDK_MISSING]: 'x86_64-pc-windows-msvc' needs Microsoft's CRT and Windows SDK,"
                + " which have a licence of their own",
            "  --> --target",
            "  help: read https://go.microsoft.com/fwlink/?LinkId=2086102",
            "        if you accept it, jcross downloads them: export"
                + " JCROSS_ACCEPT_MSVC_LICENSE=1",
            "        or name a folder that 'xwin splat' made:",
            "        [target.x86_64-pc-windows-msvc]",
            "        sdk = \"/opt/xwin\"");
    assertThat(told(build(WINDOWS, "msvc").variable(ACCEPT, "0"))).hasSize(7);

    var steps = planned(build(WINDOWS, "msvc").variable(ACCEPT, "1")).steps();
    var download = steps.get(1);
    assertThat(steps).hasSize(3);
    assertThat(download.phase()).isEqualTo(Phase.FETCH);
    assertThat(download.command()).containsExactly("fetch-msvc-sdk", "/sdk");
    assertThat(download.container().network()).isEqualTo(Network.BRIDGE);
    assertThat(download.container().mounts())
        .noneMatch(mount -> List.of("/project", "/target", "/cargo").contains(mount.target()));
    assertThat(volume(download)).isEqualTo("jcross-msvc-1000, read-write");
    assertThat(steps.get(0).needs()).isEmpty();
    assertThat(steps.getLast().needs()).containsAll(download.makes().stream().toList());
    assertThat(volume(steps.getLast())).isEqualTo("jcross-msvc-1000, read-only");
  }

  private static String volume(Step step) {
    var volume = (MountPlan.Volume) seen(step).orElseThrow();
    return volume.name() + (volume.readOnly() ? ", read-only" : ", read-write");
  }

  @Test
  void anotherVersionOfTheDownloadIsAnother() {
    var world = build(WINDOWS, "msvc").variable(ACCEPT, "yes");
    var first = planned(world).steps().get(1).makes();

    assertThat(first).isPresent();
    assertThat(planned(world.image(Case.wanting("msvc", "1"))).steps().get(1).makes())
        .isEqualTo(first);
    assertThat(planned(world.image(Case.wanting("msvc", "2"))).steps().get(1).makes())
        .isPresent()
        .isNotEqualTo(first);
  }

  @Test
  void aFolderOfTheUsersStandsInForTheDownload() {
    var plan = planned(build(WINDOWS, "msvc").variable(ACCEPT, "1").sdk("/opt/xwin", null));

    assertThat(plan.steps()).hasSize(2);
    assertThat(seen(plan.main()).orElseThrow()).isInstanceOf(MountPlan.Bind.class);
  }
}
