package dev.jcross.target;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A vendor's development kit that may not travel in an image: the user gives its folder. */
public enum SdkKind {
  /** Apple's: frameworks and headers beyond those of the C library. */
  APPLE("apple", "SDKROOT"),
  /** Android's NDK: compilers and the C library. */
  ANDROID_NDK("android-ndk", "ANDROID_NDK_HOME", "ANDROID_NDK_ROOT"),
  /** Microsoft's CRT and Windows SDK. */
  MSVC("msvc");

  private final String word;
  private final String variables;

  SdkKind(String word, String... variables) {
    this.word = word;
    this.variables = String.join(" ", variables);
  }

  /** The kit of the vendor whose system a triple is for. */
  public static Optional<SdkKind> of(TargetTriple triple) {
    if (triple.name().contains("-apple-")) {
      return Optional.of(APPLE);
    }
    if (triple.operatingSystem().equals("android")) {
      return Optional.of(ANDROID_NDK);
    }
    return triple.operatingSystem().equals("windows") && triple.environment().equals("msvc")
        ? Optional.of(MSVC)
        : Optional.empty();
  }

  /** The variables by which other tools know its folder, the strongest first. */
  public List<String> variables() {
    return variables.isEmpty() ? List.of() : List.of(variables.split(" ", -1));
  }

  /** As a recipe's label names it: {@code android-ndk}. */
  public String word() {
    return word;
  }

  /** The kit of that word. */
  public static Optional<SdkKind> named(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }
}
