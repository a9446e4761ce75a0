package dev.jcross.artifact;

import dev.jcross.artifact.ArmAttributes.FloatAbi;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what an ARM file says about its core: ELF for the Arm Architecture (IHI 0044) for the
 * flags, Addenda to the ABI (IHI 0045) for the section, whose first byte is 'A' and which holds
 * subsections of vendors, which hold groups of tags for the file, a section or a symbol.
 */
final class ElfArmAttributes {
  private static final long FLAG_SOFT = 0x200;
  private static final long FLAG_HARD = 0x400;
  private static final long EABI_MASK = 0xff00_0000L;
  private static final long EABI_5 = 0x0500_0000L;

  private static final int CPU_ARCH = 6;
  private static final int CPU_ARCH_PROFILE = 7;
  private static final int FP_ARCH = 10;
  private static final int VFP_ARGS = 28;

  private static final List<String> ARCHITECTURES =
      List.of(
          "pre-v4",
          "v4",
          "v4T",
          "v5T",
          "v5TE",
          "v5TEJ",
          "v6",
          "v6KZ",
          "v6T2",
          "v6K",
          "v7",
          "v6-M",
          "v6S-M",
          "v7E-M",
          "v8",
          "v8-R",
          "v8-M.baseline",
          "v8-M.mainline",
          "v8.1-A",
          "v8.2-A",
          "v8.3-A",
          "v8.1-M.mainline",
          "v9");
  private static final List<String> FPUS =
      List.of("", "VFPv1", "VFPv2", "VFPv3", "VFPv3-D16", "VFPv4", "VFPv4-D16", "FPv8", "FPv5-D16");

  private static final int MOST_TAGS = 4096;

  private ElfArmAttributes() {}

  /**
   * @param linked whether code is looked into, too
   */
  static ArmAttributes read(ElfHeader elf, ElfSections sections, boolean linked)
      throws IOException, DamagedException {
    var tags = new HashMap<Integer, Long>();
    if (sections.armAttributes().isPresent()) {
      var range = sections.armAttributes().get();
      readSection(elf.bytes().part(range.offset(), range.length(), "its ARM attributes"), tags);
    }
    return new ArmAttributes(
        word(tags, CPU_ARCH, ARCHITECTURES),
        Optional.ofNullable(tags.get(CPU_ARCH_PROFILE))
            .filter(letter -> letter == 'A' || letter == 'R' || letter == 'M')
            .map(letter -> String.valueOf((char) letter.intValue())),
        floatAbi(elf, tags),
        word(tags, FP_ARCH, FPUS),
        linked && ElfArmCode.needsArmV7(elf) ? Optional.of("v7") : Optional.empty());
  }

  private static Optional<String> word(Map<Integer, Long> tags, int tag, List<String> words) {
    var value = tags.get(tag);
    if (value == null) {
      return Optional.empty();
    }
    return value >= 0 && value < words.size()
        ? Optional.of(words.get(value.intValue())).filter(word -> !word.isEmpty())
        : Optional.of("number " + value);
  }

  private static FloatAbi floatAbi(ElfHeader elf, Map<Integer, Long> tags) {
    // Before EABI 5 these bits meant other things. Objects do not carry them.
    if ((elf.flags() & EABI_MASK) == EABI_5) {
      if ((elf.flags() & FLAG_HARD) != 0) {
        return FloatAbi.HARD;
      }
      if ((elf.flags() & FLAG_SOFT) != 0) {
        return FloatAbi.SOFT;
      }
    }
    var arguments = tags.get(VFP_ARGS);
    if (arguments == null) {
      return FloatAbi.ANY;
    }
    return arguments == 0 ? FloatAbi.SOFT : arguments == 1 ? FloatAbi.HARD : FloatAbi.ANY;
  }

  private static void readSection(Bytes bytes, Map<Integer, Long> tags)
      throws IOException, DamagedException {
    if (bytes.size() == 0 || bytes.u8(0) != 'A') {
      return;
    }
    int seen = 0;
    for (long vendor = 1; bytes.holds(vendor, 5) && ++seen < MOST_TAGS; ) {
      long end = vendor + Math.max(5, bytes.u32(vendor));
      bytes.require(vendor, end - vendor, "its ARM attributes");
      var name = bytes.text(vendor + 4, 16);
      if (name.equals("aeabi")) {
        long group = vendor + 4 + name.length() + 1;
        while (group + 5 <= end && ++seen < MOST_TAGS) {
          long groupEnd = Math.min(end, group + Math.max(5, bytes.u32(group + 1)));
          if (bytes.u8(group) == 1) {
            readTags(new Leb128(bytes, group + 5), groupEnd, tags);
          }
          group = groupEnd;
        }
      }
      vendor = end;
    }
  }

  private static void readTags(Leb128 leb, long end, Map<Integer, Long> tags)
      throws IOException, DamagedException {
    for (int i = 0; i < MOST_TAGS && leb.at() < end; i++) {
      long tag = leb.u32();
      boolean text = tag == 4 || tag == 5 || (tag > 32 && tag % 2 == 1);
      if (tag == 32) {
        leb.u32();
        leb.skipText();
      } else if (text) {
        leb.skipText();
      } else {
        long value = leb.u32();
        if (tag == CPU_ARCH || tag == CPU_ARCH_PROFILE || tag == FP_ARCH || tag == VFP_ARGS) {
          tags.put((int) tag, value);
        }
      }
    }
  }
}
