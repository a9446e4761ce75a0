package dev.jcross.integration.targets;

import java.util.Arrays;
import java.util.Optional;

/** What is done in a target's image, in this order: the columns of the page. */
public enum Check {
  LABELS("labels", "labels"),
  NO_STD("no-std", "no_std"),
  HELLO("hello", "hello"),
  TESTS("tests", "tests"),
  CPP("cpp", "C++"),
  CMAKE("cmake", "CMake"),
  BINDGEN("bindgen", "bindgen"),
  FIRMWARE("firmware", "firmware");

  private final String id;
  private final String title;

  Check(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** As it stands in files. */
  public String id() {
    return id;
  }

  /** As it stands on the page. */
  String title() {
    return title;
  }

  static Optional<Check> of(String id) {
    return Arrays.stream(values()).filter(check -> check.id.equals(id)).findFirst();
  }
}
