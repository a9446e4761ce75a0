package dev.jcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.image.Contents;
import dev.jcross.image.ImageSource;
import dev.jcross.image.Part;
import dev.jcross.lock.CrossLock;
import dev.jcross.lock.LockedImage;
import dev.jcross.lock.LockedTarget;
import dev.jcross.lock.Locks;
import dev.jcross.problem.Problem;
import dev.jcross.target.Target;
import dev.jcross.target.TargetTriple;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockingTest {
  private static final Target PI = Target.of(new TargetTriple(Case.PI));
  private static final ImageSource.Pulled TAG =
      new ImageSource.Pulled("registry.example:5000/team/arm:2", Optional.empty());

  private static CrossLock lock(ImageSource image, LockedImage.Source source) {
    var row = Locking.row(PI, image, "x86_64");
    return CrossLock.EMPTY.with(
        row, List.of(new LockedImage(image.reference(), "linux/amd64", source)));
  }

  private static LockedImage.Source made() {
    return new LockedImage.Source.Recipe(
        Optional.empty(),
        new Contents.Layer(
            List.of(Part.parse("package jq 1 " + Locks.ZEROS).orElseThrow()), List.of()));
  }

  private static TargetPlan only(BuildPlan plan) {
    return plan.targets().getFirst();
  }

  @Test
  void wantsWhatIsBuiltToConsistOfTheLockedParts() {
    var plan = Case.of("build --target PI --locked").lock(lock(Case.BUILTIN, made())).plan();

    assertThat(plan.problems()).isEmpty();
    assertThat(only(plan).image()).isEqualTo(Case.BUILTIN);
    assertThat(only(plan).lock().orElseThrow())
        .isInstanceOfSatisfying(
            ImageLock.Made.class,
            lock -> assertThat(lock.contents().parts().getFirst().name()).isEqualTo("jq"));
    assertThat(PlanText.lines(plan))
        .anyMatch(line -> line.startsWith("           must consist of the 1 parts in Cross.lock"));
  }

  @Test
  void pullsByTheLockedDigestWhateverTheTagIsNow() {
    var source = new LockedImage.Source.Registry(Locks.ZEROS, Locks.ONES);
    var plan = Case.of("build --target PI").image(TAG).lock(lock(TAG, source)).plan();

    assertThat(plan.problems()).isEmpty();
    assertThat(only(plan).image().reference())
        .isEqualTo("registry.example:5000/team/arm@" + Locks.ZEROS);
    assertThat(only(plan).lock()).hasValue(new ImageLock.Id(Locks.ONES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--locked", "--frozen"})
  void stopsWhereTheLockIsOfOtherSettings(String flag) {
    var lock = lock(TAG, new LockedImage.Source.Registry(Locks.ZEROS, Locks.ONES));
    var plan = Case.of("build --target PI " + flag).lock(lock).plan();

    assertThat(plan.sound()).isFalse();
    assertThat(plan.problems().getFirst().lines())
        .containsExactly(
            "error[LOCK_STALE]: Cross.lock has the image 'registry.example:5000/team/arm:2' for '"
                + Case.PI
                + "', and the settings now make it '"
                + Case.BUILTIN.reference()
                + "'",
            "  --> Cross.lock",
            "  help: lock it: jcross lock --target " + Case.PI);
  }

  @Test
  void warnsOfItAndGoesOnWhereTheLockNeedNotHold() {
    var lock = lock(TAG, new LockedImage.Source.Registry(Locks.ZEROS, Locks.ONES));
    var plan = Case.of("build --target PI").lock(lock).plan();

    assertThat(plan.problems()).extracting(Problem::isError).containsExactly(false);
    assertThat(only(plan).image()).isEqualTo(Case.BUILTIN);
    assertThat(only(plan).lock()).isEmpty();
  }

  @Test
  void stopsInCi() {
    var plan = Case.of("build --target PI").variable("CI", "true").lock(CrossLock.EMPTY).plan();

    assertThat(plan.problems().getFirst().lines())
        .containsExactly(
            "error[LOCK_STALE]: there is nothing about '"
                + Case.PI
                + "' on linux/amd64 in Cross.lock",
            "  --> Cross.lock",
            "  help: lock it: jcross lock --target " + Case.PI);
  }

  @Test
  void locksNothingWhereThereIsNoLock() {
    var plan = Case.of("build --target PI --locked").plan();

    assertThat(plan.problems()).isEmpty();
    assertThat(only(plan).lock()).isEmpty();
  }

  @Test
  void tellsAnImageForAnotherPlatformFromThisOne() {
    var other = new ImageSource.Pulled(TAG.reference(), Optional.of("linux/arm64"));
    LockedTarget one = Locking.row(PI, TAG, "x86_64");

    assertThat(Locking.row(PI, other, "x86_64").settings()).isNotEqualTo(one.settings());
    assertThat(Locking.row(PI, TAG, "aarch64").host()).isEqualTo("linux/arm64");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example:5000/team/arm",
        "registry.example:5000/team/arm:2",
        "registry.example:5000/team/arm@sha256:1",
        "registry.example:5000/team/arm:2@sha256:1",
      })
  void findsTheRepositoryInAReference(String reference) {
    assertThat(new ImageSource.Pulled(reference, Optional.empty()).repository())
        .isEqualTo("registry.example:5000/team/arm");
  }
}
