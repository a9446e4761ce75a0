package dev.jcross.artifact;

import java.util.Objects;
import java.util.Optional;

/**
 * Which 32-bit ARM core the code is for, from the ELF flags and the {@code .ARM.attributes} section
 * (Addenda to the ABI for the Arm Architecture, IHI 0045).
 *
 * @param architecture such as {@code v6}, {@code v7} or {@code v7E-M}; of a linked file the newest
 *     that any of its objects asks for
 * @param profile {@code A}, {@code R} or {@code M}
 * @param fpu the newest floating-point unit that is used, such as {@code VFPv3-D16}
 * @param compiledFor what a linked program's code is for, whatever the linker wrote down: {@code
 *     v7}, or nothing if it runs on older cores, too, as far as was looked
 */
public record ArmAttributes(
    Optional<String> architecture,
    Optional<String> profile,
    FloatAbi floatAbi,
    Optional<String> fpu,
    Optional<String> compiledFor) {

  /** How floating-point arguments are passed. */
  public enum FloatAbi {
    /** In floating-point registers: {@code gnueabihf}. */
    HARD,
    /** In integer registers: {@code gnueabi}; the code may still use a floating-point unit. */
    SOFT,
    /** The file does not say: objects without floating-point arguments fit both. */
    ANY
  }

  public ArmAttributes {
    Objects.requireNonNull(architecture);
    Objects.requireNonNull(profile);
    Objects.requireNonNull(floatAbi);
    Objects.requireNonNull(fpu);
    Objects.requireNonNull(compiledFor);
  }
}
