package dev.jcross.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The git repositories that files name, by a glance over their text: to parse all of Cargo.lock
 * takes longer than most commands do, and an address too many does no harm.
 */
final class GitUrls {
  private static final Pattern IN_MANIFEST =
      Pattern.compile("\\bgit[\"']?\\s*=\\s*[\"']((?:https?|ssh)://[^\"'\\s]+)[\"']");

  /** A registry without {@code sparse+} in front is a git repository, too. */
  private static final Pattern IN_LOCKFILE =
      Pattern.compile("\"(?:git|registry)\\+((?:https?|ssh)://[^\"?#\\s]+)");

  /** Known to need no credentials. */
  private static final String CRATES_IO = "https://github.com/rust-lang/crates.io-index";

  private GitUrls() {}

  static void of(Project project, Set<String> found) {
    project.manifests().forEach(manifest -> collect(manifest, IN_MANIFEST, found));
    project.lockfile().ifPresent(lockfile -> collect(lockfile, IN_LOCKFILE, found));
  }

  /** {@code registries.X.index}, {@code source.X.registry}, {@code source.X.git}, and patches. */
  static void of(CrateSources.Value value, Set<String> found) {
    boolean names =
        switch (value.key().getFirst()) {
          case "registries" -> value.key().getLast().equals("index");
          case "source" ->
              value.key().getLast().equals("registry") || value.key().getLast().equals("git");
          case "patch" -> value.key().getLast().equals("git");
          default -> false;
        };
    if (names && value.content() instanceof CrateSources.Content.Text(var url)) {
      add(url, found);
    }
  }

  private static void collect(Path file, Pattern pattern, Set<String> found) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      // Told by whoever reads the project.
      return;
    }
    if (!text.contains("git")) {
      return;
    }
    var matcher = pattern.matcher(text);
    while (matcher.find()) {
      add(matcher.group(1), found);
    }
  }

  private static void add(String url, Set<String> found) {
    withoutPassword(url).filter(plain -> !plain.equals(CRATES_IO)).ifPresent(found::add);
  }

  static Optional<String> withoutPassword(String url) {
    return Optional.of(url.replaceFirst("[?#].*$", ""))
        .filter(plain -> plain.matches("(https?|ssh)://.*"))
        .filter(plain -> !plain.matches("[a-z]+://[^/@]*:[^/@]*@.*"));
  }
}
