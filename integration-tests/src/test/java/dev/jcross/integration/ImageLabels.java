package dev.jcross.integration;

import dev.jcross.image.RecipeFacts;
import dev.jcross.integration.targets.Outcome;
import dev.jcross.target.TargetTriple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Asks an image's own programs about what its labels say. */
final class ImageLabels {
  private static final String NONE = "none";

  private final TargetTriple target;
  private final RecipeFacts facts;
  private final TargetCommands commands;
  private Map<String, String> said = Map.of();

  ImageLabels(TargetTriple target, RecipeFacts facts, TargetCommands commands) {
    this.target = target;
    this.facts = facts;
    this.commands = commands;
  }

  /**
   * Asks the image. It is built for that if it is not there yet.
   *
   * @throws CheckFailed if there is no image then
   */
  void read() {
    var output =
        commands
            .succeed("labels", "exec", "--", "sh", "-c", script(), "sh", target.lowerVariableName())
            .output();
    var read = new TreeMap<String, String>();
    output
        .lines()
        .filter(line -> line.contains("="))
        .forEach(
            line ->
                read.put(
                    line.substring(0, line.indexOf('=')),
                    line.substring(line.indexOf('=') + 1).replaceAll("[\" ]+", " ").strip()));
    said = read;
  }

  private static String script() {
    try {
      return Files.readString(
          Workbench.checkout().resolve("integration-tests/src/test/resources/targets/image-facts"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where its Rust comes from, and the version: {@code rust-lang 1.99.1}. */
  String rust() {
    return said.getOrDefault("rust", "unknown")
        .replace("rustup", "rust-lang")
        .replace("debian", "Debian");
  }

  /** Whether they are the same. */
  Outcome compare() {
    var wrong = new ArrayList<String>();
    compare("compiler", facts.compiler(), wrong);
    compare("libc", facts.libc(), wrong);
    compare("cxx", facts.cxx(), wrong);
    if (!wrong.isEmpty()) {
      throw new CheckFailed(String.join("; ", wrong));
    }
    return new Outcome.Passed("true");
  }

  /** A label is a name and perhaps a version; the image may say more of both. */
  private void compare(String what, String label, List<String> wrong) {
    if (label.equals(NONE)) {
      return;
    }
    var answer = said.getOrDefault(what, "nothing");
    var words = label.split(" ", 2);
    boolean named = answer.contains(words[0]);
    boolean versioned =
        words.length == 1
            || Pattern.compile("(?<![\\d.])" + Pattern.quote(words[1]) + "(?!\\d)")
                .matcher(answer)
                .find();
    if (!named || !versioned) {
      wrong.add(what + " is labelled '" + label + "', and the image says '" + answer + "'");
    }
  }
}
