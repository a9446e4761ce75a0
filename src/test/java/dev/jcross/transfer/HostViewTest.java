package dev.jcross.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.engine.ContainerFacts;
import dev.jcross.host.Confinement;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostViewTest {
  private static ContainerFacts own(Optional<String> root, ContainerFacts.Mount... mounts) {
    return new ContainerFacts(
        "id",
        "job",
        ContainerFacts.State.RUNNING,
        Instant.EPOCH,
        Map.of(),
        "image",
        List.of(mounts),
        root);
  }

  private static ContainerFacts.Mount mount(String source, String destination) {
    return new ContainerFacts.Mount("bind", "", source, destination, false);
  }

  private static String seen(HostView view, String path) {
    return view.enginePath(Path.of(path)).orElse("nothing");
  }

  @Test
  void theLongestMountDecides() {
    var view =
        HostView.Translated.by(
            own(
                Optional.empty(),
                mount("/srv/builds", "/builds"),
                mount("/var/lib/docker/volumes/cache/_data", "/builds/team/cache")),
            List.of());

    assertThat(seen(view, "/builds")).isEqualTo("/srv/builds");
    assertThat(seen(view, "/builds/team/app")).isEqualTo("/srv/builds/team/app");
    assertThat(seen(view, "/builds/team/cache/a b"))
        .isEqualTo("/var/lib/docker/volumes/cache/_data/a b");
    assertThat(seen(view, "/builds/team/cached")).isEqualTo("/srv/builds/team/cached");
    assertThat(seen(view, "/buildsx")).isEqualTo("nothing");
    assertThat(seen(view, "/")).isEqualTo("nothing");
  }

  @Test
  void whatIsNotMountedLiesInTheContainersOwnRoot() {
    var view =
        HostView.Translated.by(
            own(Optional.of("/var/lib/docker/overlay2/x/merged"), mount("/srv", "/builds")),
            List.of());

    assertThat(seen(view, "/app/src")).isEqualTo("/var/lib/docker/overlay2/x/merged/app/src");
    assertThat(seen(view, "/builds/app")).isEqualTo("/srv/app");
  }

  @Test
  void theContainersRootMayBeTheMachines() {
    var view = HostView.Translated.by(own(Optional.empty(), mount("/", "/host")), List.of());

    assertThat(seen(view, "/host/home/me")).isEqualTo("/home/me");
  }

  @Test
  void nobodyElseSeesTheContainersMemory() {
    var view =
        HostView.Translated.by(
            own(
                Optional.of("/merged"),
                mount("/srv", "/builds"),
                new ContainerFacts.Mount("tmpfs", "", "", "/fast", false)),
            List.of(
                new Confinement.Mount(Path.of("/"), "overlay"),
                new Confinement.Mount(Path.of("/builds"), "ext4"),
                new Confinement.Mount(Path.of("/builds/tmp"), "tmpfs"),
                // Mounted on the machine, and in the container along with what is above it.
                new Confinement.Mount(Path.of("/builds/nfs"), "nfs4")));

    assertThat(seen(view, "/fast/app")).isEqualTo("nothing");
    assertThat(seen(view, "/builds/tmp/app")).isEqualTo("nothing");
    assertThat(seen(view, "/builds/nfs/app")).isEqualTo("/srv/nfs/app");
    assertThat(seen(view, "/app")).isEqualTo("/merged/app");
  }

  @Test
  void whatIsSharedSaysNothingOfOtherFileSystems() {
    var view =
        HostView.Translated.sharing(
            Path.of("/builds"),
            List.of(
                new Confinement.Mount(Path.of("/"), "overlay"),
                new Confinement.Mount(Path.of("/builds"), "ext4"),
                new Confinement.Mount(Path.of("/builds/secrets"), "tmpfs")));

    assertThat(seen(view, "/builds/team/app")).isEqualTo("/builds/team/app");
    assertThat(seen(view, "/builds/secrets/x")).isEqualTo("nothing");
    assertThat(seen(view, "/etc/ssl/ca.crt")).isEqualTo("nothing");
  }

  @Test
  void namesWhatWouldBeMissingWhereADirectoryIsShownAlone() {
    var view =
        HostView.Translated.by(
            own(
                Optional.empty(),
                mount("/srv", "/builds"),
                mount("/data", "/builds/app/data"),
                new ContainerFacts.Mount("tmpfs", "", "", "/builds/app/tmp", false),
                mount("/other", "/builds/other")),
            List.of());

    assertThat(view.mountedBelow(Path.of("/builds/app")))
        .containsExactly(Path.of("/builds/app/data"));
    assertThat(view.mountedBelow(Path.of("/builds/app/data"))).isEmpty();
  }

  static Stream<Integer> seeds() {
    return IntStream.range(0, 40).boxed();
  }

  /** Against the plainest way: go through all mounts, and take the longest that fits. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void agreesWithASearchThroughAllMounts(int seed) {
    var random = new Random(seed);
    var mounts = new ArrayList<ContainerFacts.Mount>();
    for (int i = 0; i < random.nextInt(8); i++) {
      var destination = path(random);
      if (mounts.stream().noneMatch(known -> known.destination().equals(destination))) {
        mounts.add(mount("/engine/" + i, destination));
      }
    }
    var root = random.nextBoolean() ? Optional.of("/merged") : Optional.<String>empty();
    var view =
        HostView.Translated.by(own(root, mounts.toArray(ContainerFacts.Mount[]::new)), List.of());
    for (int i = 0; i < 50; i++) {
      var path = path(random);
      var best = root.map(merged -> merged + path).orElse("nothing");
      int length = 0;
      for (var mount : mounts) {
        var point = mount.destination();
        if ((path + "/").startsWith(point + "/") && point.length() > length) {
          best = mount.source() + path.substring(point.length());
          length = point.length();
        }
      }
      assertThat(seen(view, path)).as("%s by %s", path, mounts).isEqualTo(best);
    }
  }

  private static String path(Random random) {
    var path = new StringBuilder();
    for (int i = 0; i <= random.nextInt(4); i++) {
      path.append('/').append("abc".charAt(random.nextInt(3)));
    }
    return path.toString();
  }
}
