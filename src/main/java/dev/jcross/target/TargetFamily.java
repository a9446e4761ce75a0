package dev.jcross.target;

/** Targets that have much in common, in the order of lists. */
public enum TargetFamily {
  GLIBC("Linux, glibc", "glibc"),
  MUSL("Linux, musl", "musl"),
  WINDOWS("Windows", "windows"),
  APPLE("Apple", "apple"),
  WASM("WebAssembly", "wasm"),
  BARE_METAL("bare metal", "bare-metal"),
  ANDROID("Android", "android"),
  BSD("BSD", "bsd"),
  OTHER("others", "other");

  private final String title;
  private final String word;

  TargetFamily(String title, String word) {
    this.title = title;
    this.word = word;
  }

  /** The one that a target belongs to. */
  public static TargetFamily of(TargetTriple triple) {
    if (triple.usesGlibc()) {
      return GLIBC;
    }
    if (triple.name().contains("-apple-")) {
      return APPLE;
    }
    if (triple.architecture().startsWith("wasm")) {
      return WASM;
    }
    return switch (triple.operatingSystem()) {
      case "linux" -> triple.environment().startsWith("musl") ? MUSL : OTHER;
      case "windows" -> WINDOWS;
      case "android" -> ANDROID;
      case "none" -> BARE_METAL;
      case "freebsd", "netbsd", "openbsd", "dragonfly" -> BSD;
      default -> OTHER;
    };
  }

  /** Above its targets. */
  public String title() {
    return title;
  }

  /** In JSON. */
  public String word() {
    return word;
  }
}
