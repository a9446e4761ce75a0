package dev.jcross.artifact;

import dev.jcross.artifact.ArmAttributes.FloatAbi;
import dev.jcross.artifact.Inspection.Format;
import dev.jcross.target.TargetTriple;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a file is for the machine that it was built for. */
public final class TargetCheck {
  /** Cores that run programs, the older first; each runs code for those before it. */
  private static final List<String> ARM_CORES =
      List.of(
          "pre-v4", "v4", "v4T", "v5T", "v5TE", "v5TEJ", "v6", "v6KZ", "v6K", "v6T2", "v7", "v8",
          "v8.1-A", "v8.2-A", "v8.3-A", "v9");

  private TargetCheck() {}

  /**
   * Why the file cannot be for that target, in words that go on after the file's name: {@code is
   * for x86_64, not for aarch64}. Nothing if it fits, or if file or triple leave it open.
   */
  public static Optional<String> mismatch(Inspection inspection, TargetTriple triple) {
    var format = inspection.format();
    var wanted = format(triple);
    if (wanted.isPresent() && format != wanted.get() && isProgramFormat(format)) {
      return Optional.of(
          "is " + format.word() + ", not " + wanted.get().word() + " as " + triple + " needs");
    }
    var machine = inspection.machine();
    var name = machine(triple.architecture());
    if (name.isPresent()
        && !machine.equals(Machine.UNKNOWN)
        && Arrays.stream(machine.name().split("\\+", -1)).noneMatch(name.get()::equals)) {
      return Optional.of("is for " + machine.name() + ", not for " + name.get());
    }
    return machine.arm().flatMap(arm -> armMismatch(arm, triple));
  }

  private static Optional<String> armMismatch(ArmAttributes arm, TargetTriple triple) {
    int has = arm.architecture().map(ARM_CORES::indexOf).orElse(-1);
    int may = newestCore(triple.architecture()).map(ARM_CORES::indexOf).orElse(-1);
    if (has >= 0 && may >= 0 && has > may) {
      return Optional.of(
          "holds code for ARM"
              + ARM_CORES.get(has)
              + ", which the ARM"
              + ARM_CORES.get(may)
              + " cores of "
              + triple
              + " do not run");
    }
    var environment = triple.environment();
    var wanted =
        environment.endsWith("eabihf")
            ? FloatAbi.HARD
            : environment.endsWith("eabi") ? FloatAbi.SOFT : FloatAbi.ANY;
    if (wanted != FloatAbi.ANY && arm.floatAbi() != FloatAbi.ANY && arm.floatAbi() != wanted) {
      return Optional.of(
          "passes floating-point numbers the "
              + arm.floatAbi().name().toLowerCase(Locale.ROOT)
              + " way, not the "
              + wanted.name().toLowerCase(Locale.ROOT)
              + " way of "
              + triple);
    }
    return Optional.empty();
  }

  /** Of rustc's targets: plain {@code arm} is ARMv6, as in the Raspberry Pi Zero, a v6KZ. */
  private static Optional<String> newestCore(String architecture) {
    return switch (architecture) {
      case "armv4t" -> Optional.of("v4T");
      case "armv5te" -> Optional.of("v5TEJ");
      case "arm", "armv6" -> Optional.of("v6K");
      case "armv7", "armv7a", "thumbv7a", "thumbv7neon" -> Optional.of("v7");
      default -> Optional.empty();
    };
  }

  private static boolean isProgramFormat(Format format) {
    return switch (format) {
      case ELF, PE, MACHO, WASM -> true;
      case ARCHIVE, UNKNOWN -> false;
    };
  }

  private static Optional<Format> format(TargetTriple triple) {
    if (triple.architecture().startsWith("wasm")) {
      return Optional.of(Format.WASM);
    }
    if (triple.name().contains("-apple-")) {
      return Optional.of(Format.MACHO);
    }
    return switch (triple.operatingSystem()) {
      case "windows", "uefi", "cygwin" -> Optional.of(Format.PE);
      case "linux",
          "android",
          "freebsd",
          "netbsd",
          "openbsd",
          "dragonfly",
          "illumos",
          "solaris",
          "none" ->
          Optional.of(Format.ELF);
      default -> Optional.empty();
    };
  }

  /** The name in {@link Machine#name()} for a triple's first part. */
  private static Optional<String> machine(String architecture) {
    if (architecture.startsWith("armeb")) {
      return Optional.of("armeb");
    }
    if (architecture.equals("arm64ec") || architecture.equals("arm64_32")) {
      return Optional.empty();
    }
    if (architecture.startsWith("arm64")) {
      return Optional.of("aarch64");
    }
    if (architecture.matches("(arm|thumb).*")) {
      return Optional.of("arm");
    }
    if (architecture.matches("i[3-7]86")) {
      return Optional.of("x86");
    }
    if (architecture.matches("x86_64.*")) {
      return Optional.of("x86_64");
    }
    if (architecture.matches("riscv(32|64).*|wasm.*")) {
      return Optional.of(architecture.startsWith("wasm") ? "wasm" : architecture.substring(0, 7));
    }
    return switch (architecture) {
      case "aarch64",
          "aarch64_be",
          "powerpc",
          "powerpc64",
          "powerpc64le",
          "s390x",
          "sparc64",
          "sparc",
          "loongarch64",
          "loongarch32",
          "mips",
          "mipsel",
          "mips64",
          "mips64el",
          "m68k",
          "hexagon",
          "avr",
          "msp430",
          "xtensa",
          "csky" ->
          Optional.of(architecture);
      case "mipsisa32r6" -> Optional.of("mips");
      case "mipsisa32r6el" -> Optional.of("mipsel");
      case "mipsisa64r6" -> Optional.of("mips64");
      case "mipsisa64r6el" -> Optional.of("mips64el");
      case "sparcv9" -> Optional.of("sparc64");
      default -> Optional.empty();
    };
  }
}
