package dev.jcross.lock;

import dev.jcross.image.Contents;
import dev.jcross.image.Part;
import java.util.List;
import java.util.Optional;

/** Locks for tests. */
public final class Locks {
  public static final String ZEROS = "sha256:" + "0".repeat(64);
  public static final String ONES = "sha256:" + "1".repeat(64);
  static final String AMD64 = "linux/amd64";
  static final String PI = "aarch64-unknown-linux-gnu";

  private Locks() {}

  static LockedTarget target(String name, String image) {
    return new LockedTarget(name, AMD64, ZEROS, image);
  }

  static LockedImage pulled(String name) {
    return new LockedImage(name, AMD64, new LockedImage.Source.Registry(ZEROS, ONES));
  }

  static LockedImage alone(String name, String... parts) {
    return new LockedImage(
        name, AMD64, new LockedImage.Source.Recipe(Optional.empty(), layer(parts)));
  }

  static LockedImage built(String name, String on, String... parts) {
    return new LockedImage(
        name, AMD64, new LockedImage.Source.Recipe(Optional.of(on), layer(parts)));
  }

  private static Contents.Layer layer(String... parts) {
    return new Contents.Layer(
        List.of(parts).stream().map(text -> Part.parse(text + " " + ZEROS).orElseThrow()).toList(),
        List.of());
  }

  /** Two targets on one base, and one that is pulled. */
  static CrossLock three() {
    return new CrossLock(
        List.of(
            target(PI, "jcross/pi:1"),
            target("x86_64-unknown-linux-gnu", "jcross/pc:1"),
            target("armv7-unknown-linux-gnueabihf", "registry.example/team/arm:2")),
        List.of(
            alone("jcross/base:1", "package apt 3.0.4", "package curl 8.14.1"),
            built("jcross/pi:1", "jcross/base:1", "package gcc-14-aarch64-linux-gnu 14.2.0-19"),
            new LockedImage(
                "jcross/pc:1",
                AMD64,
                new LockedImage.Source.Recipe(
                    Optional.of("jcross/base:1"),
                    new Contents.Layer(List.of(), List.of("package curl")))),
            pulled("registry.example/team/arm:2")));
  }
}
