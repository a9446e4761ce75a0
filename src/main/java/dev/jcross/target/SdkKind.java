package dev.jcross.target;

import java.util.Arrays;
import java.util.Optional;

/** A vendor's development kit that may not travel in an image: the user gives its folder. */
public enum SdkKind {
  /** Apple's: frameworks and headers beyond those of the C library. */
  APPLE("apple"),
  /** Android's NDK: compilers and the C library. */
  ANDROID_NDK("android-ndk"),
  /** Microsoft's CRT and Windows SDK. */
  MSVC("msvc");

  private final String word;

  SdkKind(String word) {
    this.word = word;
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
