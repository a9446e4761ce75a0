package dev.jcross.image;

import dev.jcross.target.GlibcVersions;
import dev.jcross.target.Target;
import dev.jcross.target.TargetTriple;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A target that zig links for.
 *
 * @param qemu its architecture as QEMU names it
 */
record ZigTarget(Target target, String qemu) {
  /** Those that were tried: linked with C++ in it, and run. */
  private static final Map<String, String> QEMU =
      Map.ofEntries(
          Map.entry("aarch64-unknown-linux-gnu", "aarch64"),
          Map.entry("aarch64-unknown-linux-musl", "aarch64"),
          Map.entry("armv7-unknown-linux-gnueabihf", "arm"),
          Map.entry("x86_64-unknown-linux-gnu", "x86_64"),
          Map.entry("x86_64-unknown-linux-musl", "x86_64"));

  /** Those whose standard library is a package of Debian's. */
  private static final Set<String> IN_DEBIAN =
      Set.of(
          "aarch64-unknown-linux-gnu",
          "armv7-unknown-linux-gnueabihf",
          "i686-unknown-linux-gnu",
          "powerpc64le-unknown-linux-gnu",
          "riscv64gc-unknown-linux-gnu",
          "s390x-unknown-linux-gnu",
          "x86_64-unknown-linux-gnu");

  static Set<String> triples() {
    return Collections.unmodifiableSet(new TreeSet<>(QEMU.keySet()));
  }

  /** With each version of glibc that there may be. */
  static Stream<Target> all() {
    return triples().stream()
        .map(triple -> Target.of(TargetTriple.parse(triple)))
        .flatMap(target -> Stream.concat(Stream.of(target), withVersions(target)));
  }

  private static Stream<Target> withVersions(Target target) {
    return target.triple().usesGlibc()
        ? GlibcVersions.of(target.triple()).all().stream()
            .map(version -> target.with(Optional.of(version)))
        : Stream.of();
  }

  /** The C library that it links against; zig's own default if none is named. */
  private String libc() {
    return target.triple().usesGlibc()
        ? "glibc " + target.glibc().orElse(qemu.equals("arm") ? "2.34" : "2.31")
        : "musl 1.2.5";
  }

  static Optional<ZigTarget> of(Target target) {
    return Optional.ofNullable(QEMU.get(target.triple().name()))
        .map(qemu -> new ZigTarget(target, qemu));
  }

  /** What images/zig/Dockerfile wants to know. */
  Map<String, String> buildArguments() {
    var triple = target.triple();
    var debian = triple.debianArchitecture().orElse("");
    var arguments = new TreeMap<String, String>();
    arguments.put("JCROSS_TARGET", triple.name());
    arguments.put("JCROSS_TARGET_LOWER", triple.name().replace('-', '_'));
    arguments.put("JCROSS_TARGET_UPPER", triple.variableName());
    arguments.put("JCROSS_QEMU", qemu);
    arguments.put("JCROSS_DEB_ARCH", debian);
    // For Debian every PC of 32 bits is an i386.
    arguments.put(
        "JCROSS_GNU", debian.equals("i386") ? "i386-linux-gnu" : triple.gnuTriplet().orElseThrow());
    arguments.put("JCROSS_GLIBC", target.glibc().map(version -> "." + version).orElse(""));
    arguments.put("JCROSS_LIBC", libc());
    arguments.put(
        "JCROSS_STD",
        IN_DEBIAN.contains(triple.name()) ? "rust-lang, Debian" : "rust-lang, compiled");
    return arguments;
  }
}
