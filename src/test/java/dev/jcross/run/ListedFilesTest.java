package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.plan.MountPlan;
import dev.jcross.plan.Network;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListedFilesTest {
  private static final String PI = "aarch64-unknown-linux-gnu";
  private static final Path TARGET = Path.of("/home/me/a b/target");

  private static List<String> files(MountPlan mount, String json) {
    var mounts = List.of(new MountPlan.Bind(Path.of("/home/me/a b"), "/project", false), mount);
    return new ListedFiles(Stage.container(Network.NONE, mounts))
        .in(json).stream().map(Path::toString).toList();
  }

  private static List<String> files(String json) {
    return files(new MountPlan.Bind(TARGET, "/target", false), json);
  }

  private static String artifact(String kind, boolean test, String... files) {
    var names = String.join("\",\"", files);
    return ("{\"reason\":\"compiler-artifact\",\"package_id\":\"path+file:///project#x@0.1.0\","
            + "\"target\":{\"kind\":[\"%s\"],\"crate_types\":[\"%s\"],\"name\":\"x\"},"
            + "\"profile\":{\"opt_level\":\"0\",\"test\":%s},\"filenames\":[\"%s\"],"
            + "\"executable\":null,\"fresh\":true}\n")
        .formatted(kind, kind, test, names);
  }

  @Test
  void areTheResultsOnTheHost() {
    assertThat(
            files(
                artifact("bin", false, "/target/" + PI + "/debug/hello")
                    + artifact("example", false, "/target/" + PI + "/debug/examples/e")
                    + artifact("cdylib", false, "/target/" + PI + "/debug/libx.so")
                    + artifact(
                        "dylib",
                        false,
                        "/target/" + PI + "/debug/liby.so",
                        "/target/" + PI + "/debug/liby.rlib")))
        .containsExactly(
            TARGET + "/" + PI + "/debug/hello",
            TARGET + "/" + PI + "/debug/examples/e",
            TARGET + "/" + PI + "/debug/libx.so",
            TARGET + "/" + PI + "/debug/liby.so",
            TARGET + "/" + PI + "/debug/liby.rlib");
  }

  @Test
  void areNeitherTestsNorWhatOnlyTheBuildNeeds() {
    assertThat(
            files(
                artifact("lib", false, "/target/" + PI + "/debug/libx.rlib")
                    + artifact("bin", true, "/target/" + PI + "/debug/deps/x-0123456789abcdef")
                    + artifact("test", true, "/target/" + PI + "/debug/deps/t-0123456789abcdef")
                    + artifact("proc-macro", false, "/build/debug/deps/libm-0123456789abcdef.so")
                    + artifact("custom-build", false, "/build/debug/build/x/build-script-build")
                    + artifact("dylib", false, "/elsewhere/liby.so")))
        .isEmpty();
  }

  @Test
  void areCopiesWhereAnOldCargoHasItsOwn() {
    assertThat(files(artifact("bin", false, "/build/" + PI + "/release/hello")))
        .containsExactly(TARGET + "/" + PI + "/release/hello");
  }

  @Test
  void areFoundWhereOneTargetAloneIsMounted() {
    var mount = new MountPlan.Bind(TARGET.resolve(PI), "/target/" + PI, false);

    assertThat(files(mount, artifact("bin", false, "/target/" + PI + "/debug/hello")))
        .containsExactly(TARGET + "/" + PI + "/debug/hello");
  }

  @Test
  void keepNamesThatAreTheHostsAlready() {
    assertThat(files(artifact("bin", false, TARGET + "/" + PI + "/debug/hello")))
        .containsExactly(TARGET + "/" + PI + "/debug/hello");
  }

  @Test
  void passOverEverythingElseThatIsPrinted() {
    assertThat(
            files(
                "hello\n{\"reason\":\"compiler-message\"}\n{\"reason\":\"compiler-artifact\"\n"
                    + "{\"reason\":\"compiler-artifact\"}\n\n{}\n"
                    + artifact("bin", false, "/target/x/debug/a")
                    + "{\"reason\":\"build-finished\",\"success\":true}\n"
                    + artifact("bin", false, "/target/x/debug/a")))
        .containsExactly(TARGET + "/x/debug/a");
  }
}
