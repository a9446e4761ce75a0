package dev.jcross.artifact;

import dev.jcross.artifact.ArmAttributes.FloatAbi;
import dev.jcross.artifact.Inspection.Format;
import dev.jcross.target.TargetTriple;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether a file is for the machine that it was built for. */
public final class TargetCheck {
  /** Cores that run programs, the older first; each runs code for those before it. */
  private static final List<String> ARM_CORES =
      List.of(
          "pre-v4", "v4", "v4T", "v5T", "v5TE", "v5TEJ", "v6", "v6KZ", "v6K", "v6T2", "v7", "v8",
          "v8.1-A", "v8.2-A", "v8.3-A", "v9");

  private static final int V7 = ARM_CORES.indexOf("v7");

  /** Microcontrollers, with what each runs. */
  private static final Map<String, List<String>> MICROCONTROLLERS =
      Map.of(
          "thumbv6m", List.of("v6-M", "v6S-M"),
          "thumbv7m", List.of("v6-M", "v6S-M", "v7"),
          "thumbv7em", List.of("v6-M", "v6S-M", "v7", "v7E-M"),
          "thumbv8m.base", List.of("v6-M", "v6S-M", "v8-M.baseline"),
          "thumbv8m.main",
              List.of("v6-M", "v6S-M", "v7", "v7E-M", "v8-M.baseline", "v8-M.mainline"));

  private TargetCheck() {}

  /**
   * A file for another machine than its target's.
   *
   * @param why in words that go on after the file's name: {@code is for x86_64, not for aarch64}
   * @param tuned whether only the instructions are too new: no linker did that, but a compiler
   */
  public record Mismatch(String why, boolean tuned) {
    private static Mismatch of(String why) {
      return new Mismatch(why, false);
    }
  }

  /**
   * Why the file cannot be for that target; nothing if it fits, or if file or triple leave it open.
   */
  public static Optional<Mismatch> mismatch(Inspection inspection, TargetTriple triple) {
    var format = inspection.format();
    var wanted = format(triple);
    if (wanted.isPresent() && format != wanted.get() && isProgramFormat(format)) {
      return Optional.of(
          Mismatch.of(
              "is " + format.word() + ", not " + wanted.get().word() + " as " + triple + " needs"));
    }
    var machine = inspection.machine();
    var name = machine(triple.architecture());
    if (name.isPresent()
        && !machine.equals(Machine.UNKNOWN)
        && !("+" + machine.name() + "+").contains("+" + name.get() + "+")) {
      return Optional.of(Mismatch.of("is for " + machine.name() + ", not for " + name.get()));
    }
    if (machine.arm().isPresent()) {
      return armMismatch(machine.arm().get(), triple);
    }
    var abi = abi(triple);
    if (abi.isPresent() && machine.abi().isPresent() && !abi.equals(machine.abi())) {
      return Optional.of(
          Mismatch.of(
              "is for the ABI "
                  + machine.abi().get()
                  + ", not for "
                  + abi.get()
                  + " as "
                  + triple
                  + " is"));
    }
    return systemMismatch(inspection, triple);
  }

  /** Systems that share format and processor: Apple's among each other, the BSDs and Linux. */
  private static Optional<Mismatch> systemMismatch(Inspection inspection, TargetTriple triple) {
    var has = inspection.system().map(RequiredSystem::name).orElse("");
    var wanted = system(triple);
    // Android's programs run on other Linux, too, if they bring along all that they need.
    return wanted.isEmpty() || has.isEmpty() || has.equals(wanted.get()) || has.equals("Android")
        ? Optional.empty()
        : Optional.of(Mismatch.of("is for " + has + ", not for " + wanted.get()));
  }

  /** The name in {@link RequiredSystem#name()}. */
  private static Optional<String> system(TargetTriple triple) {
    if (triple.name().endsWith("-apple-darwin")) {
      return Optional.of("macOS");
    }
    return switch (triple.operatingSystem()) {
      case "linux" -> Optional.of("Linux");
      case "freebsd" -> Optional.of("FreeBSD");
      case "netbsd" -> Optional.of("NetBSD");
      case "openbsd" -> Optional.of("OpenBSD");
      default -> Optional.empty();
    };
  }

  private static Optional<Mismatch> tuned(String why) {
    return Optional.of(new Mismatch(why, true));
  }

  /** The way of calling functions where rustc's targets of a processor differ in it. */
  private static Optional<String> abi(TargetTriple triple) {
    return switch (triple.architecture()) {
      case "riscv64gc" -> Optional.of("lp64d");
      case "riscv64imac", "riscv64im" -> Optional.of("lp64");
      case "riscv32gc" -> Optional.of("ilp32d");
      case "riscv32imafc" -> Optional.of("ilp32f");
      case "riscv32i", "riscv32im", "riscv32ima", "riscv32imc", "riscv32imac" ->
          Optional.of("ilp32");
      case "riscv32e", "riscv32em", "riscv32emc" -> Optional.of("ilp32e");
      case "loongarch64" ->
          Optional.of(triple.environment().contains("softfloat") ? "lp64s" : "lp64d");
      default -> Optional.empty();
    };
  }

  private static Optional<Mismatch> armMismatch(ArmAttributes arm, TargetTriple triple) {
    if (MICROCONTROLLERS.containsKey(triple.architecture())) {
      return microcontrollerMismatch(arm, triple);
    }
    int has = arm.architecture().map(ARM_CORES::indexOf).orElse(-1);
    int code = arm.compiledFor().map(ARM_CORES::indexOf).orElse(-1);
    int may = newestCore(triple).map(ARM_CORES::indexOf).orElse(-1);
    // Marked is also code that asks which core it is on before it uses what only newer ones have.
    boolean onlyMarked = has >= V7 && code < 0;
    int newest = onlyMarked ? -1 : Math.max(has, code);
    if (may >= 0 && newest > may) {
      return tuned(
          "holds code for ARM"
              + ARM_CORES.get(newest)
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
          Mismatch.of(
              "passes floating-point numbers the "
                  + arm.floatAbi().name().toLowerCase(Locale.ROOT)
                  + " way, not the "
                  + wanted.name().toLowerCase(Locale.ROOT)
                  + " way of "
                  + triple));
    }
    return Optional.empty();
  }

  private static Optional<Mismatch> microcontrollerMismatch(
      ArmAttributes arm, TargetTriple triple) {
    var runs = MICROCONTROLLERS.getOrDefault(triple.architecture(), List.of());
    var has = arm.architecture();
    if (has.isEmpty()) {
      return Optional.empty();
    }
    boolean application = arm.profile().filter(profile -> !profile.equals("M")).isPresent();
    return runs.contains(has.get()) && !application
        ? Optional.empty()
        : tuned(
            "holds code for ARM"
                + has.get()
                + arm.profile()
                    .filter(letter -> !has.get().contains("-"))
                    .map(letter -> "-" + letter)
                    .orElse("")
                + ", which the cores of "
                + triple
                + " do not run");
  }

  /** Of rustc's targets: plain {@code arm} is ARMv6, as in the Raspberry Pi Zero, a v6KZ. */
  private static Optional<String> newestCore(TargetTriple triple) {
    return switch (triple.architecture()) {
      case "armv4t" -> Optional.of("v4T");
      case "armv5te" -> Optional.of("v5TEJ");
      // What the NDK adds to a program is for ARMv7.
      case "arm", "armv6" -> Optional.of(triple.operatingSystem().equals("android") ? "v7" : "v6K");
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
    if (architecture.startsWith("arm") || architecture.startsWith("thumb")) {
      return Optional.of("arm");
    }
    if (architecture.length() == 4 && architecture.startsWith("i") && architecture.endsWith("86")) {
      return Optional.of("x86");
    }
    for (var start : List.of("x86_64", "riscv32", "riscv64", "wasm")) {
      if (architecture.startsWith(start)) {
        return Optional.of(start);
      }
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
