package dev.jcross.integration.conformance;

import java.nio.file.Path;

/**
 * The directories of a case that is run. A case names them {@code ${project}}, {@code ${home}} and
 * {@code ${root}}, and who runs it {@code ${user}}.
 *
 * @param root the case's own; real, as the plan will name it
 * @param user {@code uid:gid}
 */
public record Places(Path root, String user) {
  public Path project() {
    return root.resolve("project");
  }

  public Path home() {
    return root.resolve("home");
  }

  /** Where the command is run. */
  public Path directory(Given given) {
    return project().resolve(given.directory()).normalize();
  }

  /** The text with the names of directories filled in. */
  public String fill(String text) {
    return text.replace("${project}", project().toString())
        .replace("${home}", home().toString())
        .replace("${root}", root.toString())
        .replace("${user}", user);
  }
}
