package dev.jcross.project;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A target's specification, as {@code rustc --print target-spec-json} prints one. */
public final class SpecificationFile {
  private SpecificationFile() {}

  /**
   * Its {@code llvm-target}, which names the known target that it is derived from; empty if the
   * file cannot be read: rustc says better what is wrong with it.
   */
  public static Optional<String> llvmTarget(Path file) {
    try (var parser = new JsonFactory().createParser(file.toFile())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var name = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING && name.equals("llvm-target")) {
          return Optional.of(parser.getText());
        }
        parser.skipChildren();
      }
    } catch (IOException e) {
      // Told by rustc.
    }
    return Optional.empty();
  }
}
