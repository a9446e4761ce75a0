package dev.jcross.host;

import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds toolchains of this machine, by asking the rustc that would run. */
public final class HostToolchains {
  private final HostFacts host;

  public HostToolchains(HostFacts host) {
    this.host = host;
  }

  /**
   * The toolchain that {@code rustc} would run in a directory.
   *
   * @param wish a toolchain's name for rustup, or the path of one; empty: what holds there
   * @throws dev.jcross.problem.ProblemException TOOLCHAIN_UNAVAILABLE if there is no rustc, or it
   *     fails
   */
  public HostToolchain find(Optional<String> wish, Path directory) {
    var sysroot =
        wish.filter(name -> name.contains("/"))
            .map(path -> directory.resolve(path).normalize())
            .orElseGet(() -> Path.of(ask(rustc(), wish, directory, "--print", "sysroot").strip()));
    var about = ask(sysroot.resolve("bin/rustc").toString(), Optional.empty(), directory, "-vV");
    return new HostToolchain(
        sysroot, field(about, "release"), field(about, "host"), store(), targets(sysroot));
  }

  private String rustc() {
    return host.variable("RUSTC").orElse("rustc");
  }

  private String ask(String program, Optional<String> wish, Path directory, String... arguments) {
    var command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(host.environment());
    wish.ifPresent(name -> builder.environment().put("RUSTUP_TOOLCHAIN", name));
    try {
      var process = builder.start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw unavailable("this machine's '" + program + "' fails", output);
      }
      return output;
    } catch (IOException e) {
      throw unavailable("this machine has no '" + program + "'", String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted while asking '" + program + "'", "");
    }
  }

  private static RuntimeException unavailable(String summary, String output) {
    return Problem.error(ProblemCode.TOOLCHAIN_UNAVAILABLE, summary + ", but its Rust is asked for")
        .with(output.lines().limit(8).toList())
        .help("install it with rustup, or take another: toolchain = \"rustup\" in Cross.toml")
        .asException();
  }

  private static String field(String about, String name) {
    return about
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2).strip())
        .findFirst()
        .orElse("");
  }

  private Optional<Path> store() {
    return host.variable("NIX_STORE_DIR")
        .or(() -> host.variable("NIX_STORE"))
        .or(() -> Optional.of("/nix/store"))
        .map(Path::of)
        .filter(Files::isDirectory);
  }

  private static Set<String> targets(Path sysroot) {
    var found = new TreeSet<String>();
    try (var directories = Files.list(sysroot.resolve("lib/rustlib"))) {
      directories
          .filter(directory -> Files.isDirectory(directory.resolve("lib")))
          .forEach(directory -> found.add(directory.getFileName().toString()));
    } catch (IOException e) {
      // Without a library for any target: told when the target is looked for.
    }
    return found;
  }
}
