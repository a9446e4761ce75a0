package dev.jcross.plan;

import java.util.Arrays;
import java.util.Optional;

/** What a program of jcross's images puts into a volume, for the steps that need it. */
public enum Provision {
  /** A toolchain of rustup's. */
  TOOLCHAIN("install-toolchain"),
  /** Microsoft's CRT and Windows SDK. */
  MSVC_SDK("fetch-msvc-sdk");

  private final String program;

  Provision(String program) {
    this.program = program;
  }

  /** Its name, in images/common and on the path of the image. */
  String program() {
    return program;
  }

  /** What a step provides; empty if its command is another one. */
  public static Optional<Provision> of(Step step) {
    var program = step.command().getFirst();
    return Arrays.stream(values()).filter(one -> one.program.equals(program)).findFirst();
  }
}
