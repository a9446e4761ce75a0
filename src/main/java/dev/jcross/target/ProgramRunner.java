package dev.jcross.target;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What runs the programs of a target: the words of the key {@code runner}. */
public enum ProgramRunner {
  /** The machine itself. */
  NATIVE("native"),
  /** QEMU, for a program of another architecture's Linux. */
  QEMU_USER("qemu-user"),
  /** QEMU, for a whole machine: a board without a system, or one that boots a Linux. */
  QEMU_SYSTEM("qemu-system"),
  /** Wine, for Windows programs. */
  WINE("wine"),
  /** A runtime for WebAssembly. */
  WASM("wasm");

  private final String word;

  ProgramRunner(String word) {
    this.word = word;
  }

  /** As it is written: {@code qemu-user}. */
  public String word() {
    return word;
  }

  /** The runner of that word. */
  public static Optional<ProgramRunner> of(String word) {
    return Arrays.stream(values()).filter(runner -> runner.word.equals(word)).findFirst();
  }

  /** Every word, in the order of the reference. */
  public static List<String> words() {
    return Arrays.stream(values()).map(ProgramRunner::word).toList();
  }

  @Override
  public String toString() {
    return word;
  }
}
