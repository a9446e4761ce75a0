package dev.jcross.artifact;

import dev.jcross.artifact.Machine.Endianness;
import java.util.Locale;

/** ELF's machine numbers (the registry of the System V ABI) in the words of Rust's triples. */
final class ElfMachines {
  private ElfMachines() {}

  static Machine name(ElfHeader elf) {
    boolean little = elf.endianness() == Endianness.LITTLE;
    boolean wide = elf.wide();
    var name =
        switch (elf.machine()) {
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
          default -> String.format(Locale.ROOT, "machine 0x%04x", elf.machine());
        };
    return Machine.named(name, wide ? 64 : 32, elf.endianness());
  }
}
