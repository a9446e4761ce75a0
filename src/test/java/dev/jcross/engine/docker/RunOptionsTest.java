package dev.jcross.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.core.command.CreateContainerCmdImpl;
import dev.jcross.engine.ContainerSpec.Option;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunOptionsTest {
  private final HostConfig host =
      new HostConfig()
          .withCapAdd(Capability.CHOWN)
          .withSecurityOpts(List.of("no-new-privileges", "label=disable"))
          .withMounts(
              List.of(new Mount().withType(MountType.BIND).withSource("/a").withTarget("/project")))
          .withTmpFs(Map.of("/tmp", "rw"));

  private final CreateContainerCmd command =
      new CreateContainerCmdImpl(
              given -> {
                throw new AssertionError("nothing is created here");
              },
              null,
              "image")
          .withEnv(List.of("A=1", "B=2"))
          .withLabels(Map.of("dev.jcross", "session"));

  private void apply(String... options) {
    RunOptions.apply(
        Arrays.stream(options)
            .map(option -> option.split(" ", 2))
            .map(pair -> new Option(pair[0], pair[1]))
            .toList(),
        command,
        host);
  }

  /** A value that makes sense for each. */
  private static String example(String flag) {
    return switch (flag) {
      case "add-host" -> "name:10.0.0.1";
      case "cap-add", "cap-drop" -> "SYS_PTRACE";
      case "cpu-shares", "oom-score-adj", "pids-limit", "stop-timeout" -> "7";
      case "cpus" -> "1.5";
      case "device" -> "/dev/null";
      case "env", "label", "sysctl" -> "NAME=value";
      case "gpus" -> "all";
      case "memory", "memory-swap", "shm-size" -> "64m";
      case "mount" -> "type=tmpfs,target=/x";
      case "privileged", "read-only" -> "true";
      case "tmpfs" -> "/x:rw";
      case "ulimit" -> "core=1:2";
      case "volume" -> "/a:/b";
      default -> "value";
    };
  }

  static List<String> flags() {
    return Option.FLAGS.stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("flags")
  void knowsWhatToDoWithEveryFlagOfTheTable(String flag) {
    apply(flag + " " + example(flag));
  }

  @Test
  void theUsersWordIsTheLast() {
    apply("env A=other", "label dev.jcross.more=x", "mount type=bind,src=/b,dst=/project");

    assertThat(command.getEnv()).containsExactly("B=2", "A=other");
    assertThat(command.getLabels())
        .containsEntry("dev.jcross", "session")
        .containsEntry("dev.jcross.more", "x");
    assertThat(host.getMounts()).extracting(Mount::getSource).containsExactly("/b");
  }

  @Test
  void replacesMemoryByWhateverTheUserMountsThere() {
    apply("volume cache:/tmp");

    assertThat(host.getTmpFs()).isEmpty();
    assertThat(host.getBinds()).hasSize(1);
    assertThat(host.getBinds()[0].getPath()).isEqualTo("cache");
  }

  @Test
  void securityOptionsReplaceTheirEqualsAlone(@TempDir Path folder) throws IOException {
    var profile = Files.writeString(folder.resolve("profile.json"), "{\"defaultAction\": \"x\"}");
    apply("security-opt no-new-privileges=false", "security-opt seccomp=" + profile);

    assertThat(host.getSecurityOpts())
        .containsExactly(
            "label=disable", "no-new-privileges=false", "seccomp={\"defaultAction\": \"x\"}");
  }

  @Test
  void dropsACapabilityThatItHadGiven() {
    apply("cap-drop CAP_CHOWN", "cap-add net_raw");

    assertThat(host.getCapAdd()).containsExactly(Capability.NET_RAW);
  }

  @Test
  void readsEveryFormOfADevice() {
    apply("device /dev/a", "device /dev/b:/dev/c", "device /dev/d:r", "device /dev/e:/dev/f:rw");
    apply("device vendor.example/gpu=all");

    assertThat(host.getDevices())
        .extracting(
            device ->
                device.getPathOnHost()
                    + " "
                    + device.getPathInContainer()
                    + " "
                    + device.getcGroupPermissions())
        .containsExactly(
            "/dev/a /dev/a rwm", "/dev/b /dev/c rwm", "/dev/d /dev/d r", "/dev/e /dev/f rw");
    assertThat(host.getDeviceRequests())
        .singleElement()
        .satisfies(request -> assertThat(request.getDriver()).isEqualTo("cdi"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cap-add FLYING",
        "device null",
        "device /dev/a:/dev/b:x",
        "memory lots",
        "mount type=bind,source=/a",
        "mount type=cluster,target=/a",
        "mount target=/a,colour=blue",
        "oom-score-adj much",
        "privileged perhaps",
        "security-opt seccomp=/no/such/profile",
        "ulimit core",
        "volume /a:b",
        "volume /a:/b:rx",
        "volume /a:/b:ro:z"
      })
  void saysWhichOptionIsWrong(String option) {
    var problem = catchThrowableOfType(ProblemException.class, () -> apply(option));

    assertThat(problem.problems().getFirst().code()).isEqualTo(ProblemCode.VARIABLE_VALUE);
    assertThat(problem.problems().getFirst().summary())
        .isEqualTo("the container option '--" + option + "' is not understood");
  }
}
