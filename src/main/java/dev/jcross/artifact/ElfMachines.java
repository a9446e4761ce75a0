package dev.jcross.artifact;

import dev.jcross.artifact.Machine.Endianness;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** ELF's machine numbers (the registry of the System V ABI) in the words of Rust's triples. */
final class ElfMachines {
  private ElfMachines() {}

  static Machine name(ElfHeader elf) {
    var name = name(elf.machine(), elf.wide(), elf.endianness());
    return Machine.named(name, elf.wide() ? 64 : 32, elf.endianness()).calling(abi(elf));
  }

  static String name(int number, boolean wide, Endianness endianness) {
    boolean little = endianness == Endianness.LITTLE;
    return switch (number) {
      case 2, 18 -> "sparc";
      case 3 -> "x86";
      case 4 -> "m68k";
      case ElfHeader.EM_MIPS -> (wide ? "mips64" : "mips") + (little ? "el" : "");
      case 15 -> "hppa";
      case 20 -> little ? "powerpcle" : "powerpc";
      case 21 -> little ? "powerpc64le" : "powerpc64";
      case 22 -> wide ? "s390x" : "s390";
      case ElfHeader.EM_ARM -> little ? "arm" : "armeb";
      case 42 -> "sh4";
      case 43 -> "sparc64";
      case 50 -> "ia64";
      case 62 -> "x86_64";
      case 83 -> "avr";
      case 94 -> "xtensa";
      case 105 -> "msp430";
      case 164 -> "hexagon";
      case 183 -> little ? "aarch64" : "aarch64_be";
      case 224 -> "amdgpu";
      case 243 -> wide ? "riscv64" : "riscv32";
      case 247 -> "bpf";
      case 252 -> "csky";
      case 258 -> wide ? "loongarch64" : "loongarch32";
      case 0x9026 -> "alpha";
      default -> String.format(Locale.ROOT, "machine 0x%04x", number);
    };
  }

  /** From the flags, as the processors' own ABI documents number them. */
  private static Optional<String> abi(ElfHeader elf) {
    int flags = (int) elf.flags();
    return switch (elf.machine()) {
      case ElfHeader.EM_MIPS ->
          Optional.of(elf.wide() ? "n64" : (flags & 0x20) != 0 ? "n32" : "o32");
      case 21 ->
          switch (flags & 3) {
            case 1 -> Optional.of("ELFv1");
            case 2 -> Optional.of("ELFv2");
            default -> Optional.empty();
          };
      case 243 -> {
        var floats = List.of("", "f", "d", "q").get(flags >> 1 & 3);
        var few = (flags & 8) != 0 ? "e" : "";
        yield Optional.of((elf.wide() ? "lp64" : "ilp32") + floats + few);
      }
      case 258 ->
          switch (flags & 7) {
            case 1 -> Optional.of(elf.wide() ? "lp64s" : "ilp32s");
            case 2 -> Optional.of(elf.wide() ? "lp64f" : "ilp32f");
            case 3 -> Optional.of(elf.wide() ? "lp64d" : "ilp32d");
            default -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }
}
