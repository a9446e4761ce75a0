package dev.jcross.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What this machine's git knows. It never asks a person: what its helpers cannot answer by
 * themselves, nobody answers.
 */
public final class GitOfHost {
  private static final long LIMIT_SECONDS = 30;

  private final HostFacts host;
  private final Map<String, Optional<String>> answers = new ConcurrentHashMap<>();

  public GitOfHost(HostFacts host) {
    this.host = host;
  }

  /**
   * Asks its credential helpers; the same question only once.
   *
   * @param question lines as {@code git credential fill} reads them
   * @return lines as it prints them; empty if it has no answer, or there is no git
   */
  public Optional<String> fill(String question) {
    return answers.computeIfAbsent(question, text -> run(text + "\n", "credential", "fill"));
  }

  /**
   * When the commit was made that is checked out where the host's working directory is; asked only
   * once.
   *
   * @return seconds since 1970; empty outside of a repository, in one without commits, and without
   *     git
   */
  public Optional<String> commitTime() {
    return answers.computeIfAbsent("commit time", question -> askCommitTime());
  }

  private Optional<String> askCommitTime() {
    // Without a repository nobody has to be asked.
    for (var folder = host.workingDirectory(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(".git"))) {
        return run("", "log", "-1", "--format=%ct")
            .map(String::strip)
            .filter(text -> text.matches("\\d{1,12}"));
      }
    }
    return Optional.empty();
  }

  /**
   * The commit that is checked out where the host's working directory is.
   *
   * @param id in full
   * @param remote the address of {@code origin}, as git has it; may hold a password
   * @param dirty whether files differ from it, or are not in it and not ignored
   */
  public record Commit(String id, Optional<String> remote, boolean dirty) {}

  /** What is checked out; empty outside of a repository, in one without commits, without git. */
  public Optional<Commit> commit() {
    return run("", "rev-parse", "HEAD")
        .map(String::strip)
        .filter(id -> id.matches("[0-9a-f]{40}([0-9a-f]{24})?"))
        .map(
            id ->
                new Commit(
                    id,
                    run("", "config", "--get", "remote.origin.url")
                        .map(String::strip)
                        .filter(url -> !url.isEmpty()),
                    // What cannot be told counts as changed.
                    run("", "status", "--porcelain", "--untracked-files=normal")
                        .map(changes -> !changes.isBlank())
                        .orElse(true)));
  }

  /**
   * Its settings, from wherever git reads them.
   *
   * @param pattern of their names, an extended regular expression
   * @return names, with all but their middle in lower case, and values
   */
  public List<Map.Entry<String, String>> settings(String pattern) {
    var found = new ArrayList<Map.Entry<String, String>>();
    for (var entry : run("", "config", "-z", "--get-regexp", pattern).orElse("").split("\0", -1)) {
      int end = entry.indexOf('\n');
      if (end > 0) {
        found.add(Map.entry(entry.substring(0, end), entry.substring(end + 1)));
      }
    }
    return found;
  }

  private Optional<String> run(String input, String... arguments) {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .directory(host.workingDirectory().toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    var environment = builder.environment();
    environment.clear();
    environment.putAll(host.environment());
    environment.put("GIT_TERMINAL_PROMPT", "0");
    // Not unset: then a program for prompts could be named in git's settings.
    environment.put("GIT_ASKPASS", "");
    environment.put("GCM_INTERACTIVE", "never");
    try {
      return run(builder.start(), input);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> run(Process process, String input) throws IOException {
    var output =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                return "";
              }
            },
            Thread::startVirtualThread);
    try {
      try (var pipe = process.getOutputStream()) {
        pipe.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It need not read its input.
      }
      var text = output.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
          ? Optional.of(text)
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
