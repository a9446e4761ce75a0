package dev.jcross.cli.command;

import dev.jcross.engine.EngineFacts;
import dev.jcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What runs the programs of other architectures. */
final class EmulationCheck {
  private static final String CHECK = "emulation";

  private final Machine machine;
  private final Collection<TargetTriple> targets;

  EmulationCheck(Machine machine, Collection<TargetTriple> targets) {
    this.machine = machine;
    this.targets = targets;
  }

  List<Finding> findings(Optional<EngineFacts> engine) {
    var findings = new ArrayList<Finding>();
    findings.add(
        Finding.ok(CHECK, "the images bring qemu-user along; nothing is needed on this machine"));
    // Elsewhere it is another machine's kernel that matters.
    engine
        .filter(facts -> EngineCheck.socket(facts.endpoint()).isPresent())
        .filter(facts -> machine.isDirectory(java.nio.file.Path.of("/proc/sys/fs")))
        .ifPresent(facts -> findings.add(binfmt(facts.architecture())));
    return findings;
  }

  /** Tests that start a program of their own do it without cargo's runner. */
  private Finding binfmt(String architecture) {
    var handled = new TreeSet<String>();
    var missing = new TreeSet<String>();
    var handlers = machine.handlers();
    for (var target : targets) {
      var wanted = elfMachine(target.architecture());
      if (!target.architecture().equals(architecture) && wanted > 0) {
        boolean there =
            handlers.stream()
                .anyMatch(handler -> handler.machine() == wanted && handler.inContainers());
        (there ? handled : missing).add(family(target.architecture()));
      }
    }
    return missing.isEmpty()
        ? Finding.ok(
            CHECK, "binfmt_misc starts " + String.join(" and ", handled) + " programs, too")
        : Finding.note(
            CHECK,
            "binfmt_misc has no handler that containers see for "
                + String.join(" and ", missing)
                + ": tests that start a program of their own need one",
            "sudo apt-get install qemu-user-binfmt   (before Debian 13: qemu-user-static)");
  }

  private static String family(String architecture) {
    return architecture.startsWith("arm") ? "arm" : architecture;
  }

  /** EM_AARCH64 and EM_ARM of elf.h; 0 for what is not looked for. */
  private static int elfMachine(String architecture) {
    return switch (family(architecture)) {
      case "aarch64" -> 183;
      case "arm" -> 40;
      default -> 0;
    };
  }
}
