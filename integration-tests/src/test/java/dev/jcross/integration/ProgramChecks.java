package dev.jcross.integration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jcross.image.RecipeFacts;
import dev.jcross.integration.targets.Check;
import dev.jcross.integration.targets.Outcome;
import dev.jcross.plan.Runners;
import dev.jcross.target.ProgramRunner;
import dev.jcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.List;

/** Builds, tests and runs the members of {@link TargetWorkspace} for a target. */
final class ProgramChecks {
  private static final String NONE = "none";

  private final TargetTriple target;
  private final RecipeFacts facts;
  private final TargetCommands commands;
  private final TargetCommands firmware;

  /**
   * The checks of one target.
   *
   * @param commands in the workspace
   * @param firmware in the example for targets without a system
   */
  ProgramChecks(
      TargetTriple target, RecipeFacts facts, TargetCommands commands, TargetCommands firmware) {
    this.firmware = firmware;
    this.target = target;
    this.facts = facts;
    this.commands = commands;
  }

  /**
   * Carries out one.
   *
   * @throws CheckFailed with the reason
   */
  Outcome attempt(Check check) {
    return switch (check) {
      case LABELS -> throw new IllegalArgumentException("labels are not of programs");
      case NO_STD -> noStd();
      case HELLO -> hello();
      case TESTS -> tests();
      case CPP -> facts.cxx().equals(NONE) ? not("no C++ library") : member(check, "cpp");
      case CMAKE -> member(check, "checksums");
      case BINDGEN -> hasLibc() ? member(check, "calendar") : not("no C library");
      case FIRMWARE -> firmware();
    };
  }

  /** Whether there is no more of Rust's library than core and alloc. */
  boolean isForBareMetal() {
    return facts.std().contains("core");
  }

  boolean hasLibc() {
    return !facts.libc().equals(NONE);
  }

  private static Outcome not(String reason) {
    return new Outcome.Impossible(reason);
  }

  private Outcome noStd() {
    commands.succeed("no-std", "check", "-p", "no-std");
    return new Outcome.Passed("checked");
  }

  private Outcome hello() {
    if (isForBareMetal()) {
      return not("no std");
    }
    var log = Check.HELLO.id();
    commands.succeed(log, "build", "-p", "hello");
    inspect(commands, log, program("hello"));
    var ran = new ArrayList<String>();
    for (var runner : runners()) {
      // The first one is what jcross chooses by itself.
      var chosen =
          ran.isEmpty()
              ? commands
              : commands.with("CROSS_TARGET_" + target.variableName() + "_RUNNER", runner.word());
      var output = chosen.succeed(log, "run", "-q", "-p", "hello").output();
      if (!output.replace("\r", "").matches("Hello, world!\nI was built for .* bit\\.\n")) {
        throw new CheckFailed("under " + runner + " it printed: " + output.strip());
      }
      ran.add(runner.word());
    }
    return new Outcome.Passed(ran.isEmpty() ? "built" : "ran: " + String.join(", ", ran));
  }

  private Outcome tests() {
    if (isForBareMetal()) {
      return not("no std");
    }
    var log = Check.TESTS.id();
    if (runners().isEmpty()) {
      refusesToRun();
      commands.succeed(log, "test", "--no-run", "-p", "hello");
      return new Outcome.Passed("built");
    }
    var output = commands.succeed(log, "test", "-p", "hello").output();
    for (var test :
        List.of(
            "test tests::tells_the_architecture_that_the_compiler_was_asked_for ... ok",
            "test greets_by_name_and_tells_what_it_was_built_for ... ",
            "src/lib.rs - greeting (line ")) {
      if (!output.contains(test)) {
        throw new CheckFailed("cargo was content, but printed no '" + test + "'");
      }
    }
    // The example's own word for it: there are targets whose programs cannot start others.
    return new Outcome.Passed(output.contains(" ... ignored") ? "ran, but for processes" : "ran");
  }

  /** Before anything is compiled. */
  private void refusesToRun() {
    var refused = commands.run(Check.TESTS.id(), "test", "-p", "hello");
    if (refused.status() == 0 || !refused.errors().contains("[TARGET_WITHOUT_RUNNER]")) {
      throw new CheckFailed(
          "there is no runner, and jcross test ended with status " + refused.status());
    }
  }

  /** The unit tests of a member; its library alone where there is nothing to test with. */
  private Outcome member(Check check, String name) {
    var log = check.id();
    if (isForBareMetal()) {
      commands.succeed(log, "build", "--lib", "-p", name);
      inspect(commands, log, "target/" + target + "/debug/lib" + name + ".rlib");
      return new Outcome.Passed("built");
    }
    if (runners().isEmpty()) {
      commands.succeed(log, "build", "-p", name);
      inspect(commands, log, program(name));
      commands.succeed(log, "test", "--no-run", "--lib", "-p", name);
      return new Outcome.Passed("built");
    }
    var output = commands.succeed(log, "test", "--lib", "-p", name).output();
    if (!output.matches("(?s).*test result: ok\\. [1-9]\\d* passed; .*")) {
      throw new CheckFailed("cargo was content, but no test ran");
    }
    return new Outcome.Passed("ran");
  }

  private Outcome firmware() {
    var log = Check.FIRMWARE.id();
    if (runners().isEmpty()) {
      firmware.succeed(log, "build");
      inspect(firmware, log, "target/" + target + "/debug/firmware");
      return new Outcome.Passed("built");
    }
    var output = firmware.succeed(log, "run", "-q").output();
    var expected =
        """
        Hello from %s!
        The checksum of "Wikipedia" is 0x11e60398.
        The mean of the samples is 21.5.
        """
            .formatted(target);
    if (!output.equals(expected)) {
      throw new CheckFailed("by semihosting it printed: " + output.strip());
    }
    return new Outcome.Passed("ran: " + runners().getFirst());
  }

  /** In the order in which they are tried; the first is the default. */
  private List<ProgramRunner> runners() {
    return Runners.of(target, facts, TargetTriple.parse(Workbench.NATIVE).architecture());
  }

  private String program(String name) {
    var suffix =
        switch (target.operatingSystem()) {
          case "windows" -> ".exe";
          case "wasi", "unknown" -> ".wasm";
          case "emscripten" -> ".js";
          default -> "";
        };
    return "target/" + target + "/debug/" + name + suffix;
  }

  /** Whether a file is there, and for the target's machine. */
  private void inspect(TargetCommands commands, String log, String path) {
    if (path.endsWith(".js")) {
      return;
    }
    var found = commands.plain(log, "inspect", "--json", path).output();
    try {
      var file = new ObjectMapper().readTree(found).path("files").path(0);
      var machine = file.path("machine").asText();
      if (!machine.equals(machine())) {
        throw new CheckFailed(path + " is for " + machine + ", not for " + machine());
      }
    } catch (JsonProcessingException e) {
      throw new CheckFailed("jcross inspect printed no JSON: " + found);
    }
  }

  /** As jcross inspect should name it. */
  private String machine() {
    var architecture = target.architecture();
    if (architecture.matches("(arm|thumb).*")) {
      return "arm";
    } else if (architecture.matches("i\\d86")) {
      return "x86";
    } else if (architecture.startsWith("riscv")) {
      return architecture.substring(0, "riscv64".length());
    } else if (architecture.startsWith("wasm")) {
      return "wasm";
    }
    return architecture;
  }
}
