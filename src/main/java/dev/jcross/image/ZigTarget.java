package dev.jcross.image;

import static java.util.stream.Collectors.toCollection;

import dev.jcross.target.GlibcVersions;
import dev.jcross.target.Target;
import dev.jcross.target.TargetTriple;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A target that zig links for. */
record ZigTarget(Target target) {
  /** Of what zig 0.17 has a C library for: those that Debian has one for, too, to run programs. */
  private static final Set<String> GLIBC =
      Set.of(
          "aarch64-unknown-linux-gnu",
          "arm-unknown-linux-gnueabi",
          "arm-unknown-linux-gnueabihf",
          "armv5te-unknown-linux-gnueabi",
          "armv7-unknown-linux-gnueabi",
          "armv7-unknown-linux-gnueabihf",
          "i586-unknown-linux-gnu",
          "i686-unknown-linux-gnu",
          "loongarch64-unknown-linux-gnu",
          "mips-unknown-linux-gnu",
          "mips64-unknown-linux-gnuabi64",
          "mips64el-unknown-linux-gnuabi64",
          "mipsel-unknown-linux-gnu",
          "powerpc64le-unknown-linux-gnu",
          "riscv64gc-unknown-linux-gnu",
          "s390x-unknown-linux-gnu",
          "sparc64-unknown-linux-gnu",
          "thumbv7neon-unknown-linux-gnueabihf",
          "x86_64-unknown-linux-gnu");

  /** Their programs hold the C library. */
  private static final Set<String> MUSL =
      Set.of(
          "aarch64-unknown-linux-musl",
          "arm-unknown-linux-musleabi",
          "arm-unknown-linux-musleabihf",
          "armv5te-unknown-linux-musleabi",
          "armv7-unknown-linux-musleabi",
          "armv7-unknown-linux-musleabihf",
          "i586-unknown-linux-musl",
          "i686-unknown-linux-musl",
          "loongarch64-unknown-linux-musl",
          "mips-unknown-linux-musl",
          "mips64-unknown-linux-muslabi64",
          "mips64el-unknown-linux-muslabi64",
          "mipsel-unknown-linux-musl",
          "powerpc64le-unknown-linux-musl",
          "riscv64gc-unknown-linux-musl",
          "s390x-unknown-linux-musl",
          "thumbv7neon-unknown-linux-musleabihf",
          "x86_64-unknown-linux-musl");

  private static final Set<String> TRIPLES =
      Stream.of(GLIBC, MUSL)
          .flatMap(Set::stream)
          .collect(
              Collectors.collectingAndThen(
                  toCollection(TreeSet::new), Collections::unmodifiableSet));

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

  /** Sorted. */
  static Set<String> triples() {
    return TRIPLES;
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
        ? "glibc " + target.glibc().orElseGet(() -> GlibcVersions.of(target.triple()).byDefault())
        : "musl 1.2.5";
  }

  static Optional<ZigTarget> of(Target target) {
    return TRIPLES.contains(target.triple().name())
        ? Optional.of(new ZigTarget(target))
        : Optional.empty();
  }

  /** The architecture as QEMU names it. */
  private static String qemu(TargetTriple triple) {
    var architecture = triple.architecture();
    return switch (architecture) {
      case "i586", "i686" -> "i386";
      case "powerpc64le" -> "ppc64le";
      case "riscv64gc" -> "riscv64";
      default ->
          architecture.startsWith("arm") || architecture.startsWith("thumb") ? "arm" : architecture;
    };
  }

  /** What images/zig/Dockerfile wants to know. */
  Map<String, String> buildArguments() {
    var triple = target.triple();
    var debian = triple.debianArchitecture().orElse("");
    var arguments = new TreeMap<String, String>();
    arguments.put("JCROSS_TARGET", triple.name());
    arguments.put("JCROSS_TARGET_LOWER", triple.lowerVariableName());
    arguments.put("JCROSS_TARGET_UPPER", triple.variableName());
    arguments.put("JCROSS_QEMU", qemu(triple));
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
