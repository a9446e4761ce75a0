package dev.jcross.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.image.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrossLockTest {
  private static List<String> parts(CrossLock lock, String image) {
    return lock
        .contents(lock.image(image, Locks.AMD64).orElseThrow())
        .orElseThrow()
        .parts()
        .stream()
        .map(Part::name)
        .toList();
  }

  @Test
  void putsLayersTogether() {
    assertThat(parts(Locks.three(), "jcross/pi:1"))
        .containsExactly("apt", "curl", "gcc-14-aarch64-linux-gnu");
    assertThat(parts(Locks.three(), "jcross/pc:1")).containsExactly("apt");
  }

  @Test
  void tellsAllOfWhatIsBuiltOnAnImageOfARegistry() {
    var lock =
        CrossLock.EMPTY.with(
            Locks.target(Locks.PI, "jcross/pre:1"),
            List.of(
                Locks.pulled("registry.example/arm:2"),
                Locks.built("jcross/pre:1", "registry.example/arm:2", "package jq 1.7")));

    assertThat(parts(lock, "jcross/pre:1")).containsExactly("jq");
  }

  @Test
  void knowsNoContentsOfWhatIsPulledOrHangsInTheAir() {
    var lock = Locks.three();
    var orphan = Locks.built("jcross/x:1", "jcross/gone:1", "package jq 1.7");
    var knot = Locks.built("jcross/x:1", "jcross/x:1", "package jq 1.7");

    assertThat(lock.contents(Locks.pulled("registry.example/team/arm:2"))).isEmpty();
    assertThat(lock.contents(orphan)).isEmpty();
    assertThat(new CrossLock(List.of(), List.of(knot)).contents(knot)).isEmpty();
  }

  @Test
  void dropsImagesThatNoTargetNeedsAnyMore() {
    var lock =
        Locks.three()
            .with(
                Locks.target(Locks.PI, "jcross/pi:2"),
                List.of(
                    Locks.alone("jcross/base:1", "package apt 3.0.9"),
                    Locks.built("jcross/pi:2", "jcross/base:1", "package jq 1.7")));

    assertThat(lock.images())
        .extracting(LockedImage::name)
        .containsExactly(
            "jcross/base:1", "jcross/pc:1", "jcross/pi:2", "registry.example/team/arm:2");
    assertThat(lock.target(Locks.PI, Locks.AMD64)).map(LockedTarget::image).hasValue("jcross/pi:2");
    assertThat(lock.contents(lock.images().getFirst()).orElseThrow().parts())
        .extracting(Part::version)
        .containsExactly("3.0.9");
  }

  @Test
  void hasARowOfItsOwnForEachKindOfMachine() {
    var lock = Locks.three();

    assertThat(lock.target(Locks.PI, "linux/arm64")).isEmpty();
    assertThat(lock.target(Locks.PI, Locks.AMD64)).isPresent();
  }
}
