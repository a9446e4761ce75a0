package dev.jcross.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfinementTest {
  private static final String ID =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @TempDir Path root;

  @BeforeEach
  void aMachine() {
    write("etc/machine-id", "feedbeef\n");
    write("proc/sys/kernel/hostname", "laptop\n");
    mounts("27 1 254:0 / / rw,relatime - ext4 /dev/vda rw");
  }

  private void write(String path, String text) {
    try {
      var file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void mounts(String... lines) {
    write("proc/self/mountinfo", String.join("\n", lines) + "\n");
  }

  private Confinement read(String... variables) {
    var environment =
        variables.length == 0 ? Map.<String, String>of() : Map.of(variables[0], variables[1]);
    return Confinement.read(
        new HostFacts(
            root,
            root,
            root,
            environment,
            new HostFacts.User(1000, 1000, "me"),
            new HostFacts.Terminal(false, false, false, 80),
            "linux",
            "x86_64"),
        root);
  }

  @Test
  void aMachineIsNoContainer() {
    // As the machine sees the file systems of containers that it runs.
    mounts(
        "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw",
        "64 46 0:43 / /var/lib/docker/overlay2/" + ID + "/merged rw shared:2 - overlay overlay rw",
        "65 46 0:44 / /var/lib/docker/containers/" + ID + "/mounts/shm rw - tmpfs shm rw");

    assertThat(read().contained()).isFalse();
    assertThat(read().containerId()).isEmpty();
    assertThat(read().machine()).isEqualTo("feedbeef");
    assertThat(read().hostname()).isEqualTo("laptop");
  }

  @Test
  void aMachineThatWasMadeFromAnImageIsNoContainer() {
    write(".dockerenv", "");

    assertThat(read().contained()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Docker, /var/lib/docker/containers/ID/hostname, /etc/hostname",
    "Docker on a disk of its own, /containers/ID/resolv.conf, /etc/resolv.conf",
    "rootless Docker, /home/me/.local/share/docker/containers/ID/hosts, /etc/hosts",
    "Podman, /containers/storage/overlay-containers/ID/userdata/hostname, /etc/hostname",
    "rootless Podman, /containers/overlay-containers/ID/userdata/.containerenv, /run/.containerenv"
  })
  void findsItsOwnContainerByTheFilesThatEnginesMount(String engine, String file, String point) {
    mounts(
        "27 1 0:50 / / rw,relatime master:1 - overlay overlay rw,lowerdir=/a:/b",
        "28 27 254:0 " + file.replace("ID", ID) + " " + point + " rw - ext4 /dev/vda rw");

    assertThat(read().contained()).as(engine).isTrue();
    assertThat(read().containerId()).contains(ID);
    assertThat(read().machine()).as("all containers of an image share a machine-id").isEqualTo(ID);
  }

  @Test
  void knowsThatItIsContainedByAnEngineThatHidesTheId() {
    mounts(
        "27 1 0:50 / / rw,relatime - overlay overlay rw",
        "28 27 254:0 /kubelet/pods/6ba7/etc-hosts /etc/hosts rw - ext4 /dev/vda rw");
    write("proc/sys/kernel/hostname", "runner-7f\n");

    assertThat(read().contained()).isTrue();
    assertThat(read().containerId()).isEmpty();
    assertThat(read().machine()).isEqualTo("runner-7f");
  }

  @Test
  void findsThePodmanContainerThatTellsItsId() {
    write("run/.containerenv", "engine=\"podman-4.3.1\"\nname=\"box\"\nid=\"" + ID + "\"\n");

    assertThat(read().contained()).isTrue();
    assertThat(read().containerId()).contains(ID);
  }

  @ParameterizedTest
  @CsvSource({
    "CROSS_CONTAINER_IN_CONTAINER, 1, true",
    "CROSS_CONTAINER_IN_CONTAINER, true, true",
    "CROSS_CONTAINER_IN_CONTAINER, 0, false",
    "CROSS_CONTAINER_IN_CONTAINER, false, false",
    "CROSS_DOCKER_IN_DOCKER, yes, true"
  })
  void theUserKnowsBetter(String variable, String value, boolean contained) {
    write("run/.containerenv", "");
    assertThat(read(variable, value).contained()).isEqualTo(contained);
    mounts("27 1 254:0 / / rw,relatime - ext4 /dev/vda rw");
    assertThat(read(variable, value).contained()).isEqualTo(contained);
  }

  @Test
  void knowsWhatIsMountedWhere() {
    mounts(
        "27 1 0:50 / / rw,relatime - overlay overlay rw",
        "28 27 254:0 /x /my\\040builds rw master:3 propagate_from:2 - ext4 /dev/vda rw",
        "a line of some later kernel");

    assertThat(read().mounts())
        .containsExactly(
            new Confinement.Mount(Path.of("/"), "overlay"),
            new Confinement.Mount(Path.of("/my builds"), "ext4"));
  }
}
