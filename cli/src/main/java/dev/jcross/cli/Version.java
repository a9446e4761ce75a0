package dev.jcross.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which jcross this is. */
public final class Version {
  private Version() {}

  /** Such as {@code 0.1.0}. */
  public static String text() {
    try (var stream = Version.class.getResourceAsStream("version.properties")) {
      var properties = new Properties();
      properties.load(stream);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
