package dev.jcross.artifact;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The processor that a file is for.
 *
 * @param name as Rust's triples name it, byte order included: {@code aarch64}, {@code x86}, {@code
 *     arm}, {@code powerpc64le}; {@code unknown} if the file does not say, {@code machine 0x1234}
 *     if jcross does not know the number; a universal Mach-O has several, joined by {@code +}
 * @param bits 32 or 64, if the format says it
 * @param abi how functions call each other, where one processor knows several ways: {@code lp64d}
 *     of RISC-V and LoongArch, {@code ELFv2} of 64-bit POWER, {@code n64} of MIPS
 * @param arm for 32-bit ARM only
 */
public record Machine(
    String name,
    OptionalInt bits,
    Optional<Endianness> endianness,
    Optional<String> abi,
    Optional<ArmAttributes> arm) {

  static final Machine UNKNOWN = named("unknown");

  /** The order of a number's bytes. */
  public enum Endianness {
    LITTLE,
    BIG;

    /** {@code little} or {@code big}. */
    public String word() {
      return this == LITTLE ? "little" : "big";
    }
  }

  public Machine {
    Objects.requireNonNull(name);
    Objects.requireNonNull(bits);
    Objects.requireNonNull(endianness);
    Objects.requireNonNull(abi);
    Objects.requireNonNull(arm);
  }

  static Machine named(String name) {
    return new Machine(
        name, OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Machine named(String name, int bits, Endianness endianness) {
    return new Machine(
        name, OptionalInt.of(bits), Optional.of(endianness), Optional.empty(), Optional.empty());
  }

  Machine with(ArmAttributes attributes) {
    return new Machine(name, bits, endianness, abi, Optional.of(attributes));
  }

  Machine calling(Optional<String> way) {
    return new Machine(name, bits, endianness, way, arm);
  }
}
