package dev.jcross.cli.command;

import dev.jcross.engine.EngineFacts;
import dev.jcross.host.HostFacts;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether images, build and cache have room; each disk is told once. */
final class DiskCheck {
  private static final long SCARCE_BYTES = 10_000_000_000L;
  private static final long TOO_LITTLE_BYTES = 2_000_000_000L;
  private static final String CHECK = "disk";

  private final Machine machine;
  private final HostFacts host;
  private final Path project;

  DiskCheck(Machine machine, HostFacts host, HereSettings here) {
    this.machine = machine;
    this.host = host;
    this.project = here.project().orElse(host.workingDirectory());
  }

  List<Finding> findings(Optional<EngineFacts> engine) {
    var findings = new ArrayList<Finding>();
    var uses = new LinkedHashMap<String, List<String>>();
    var free = new LinkedHashMap<String, Long>();
    directories(engine)
        .forEach(
            (use, directory) -> {
              try {
                var disk = machine.disk(directory);
                uses.computeIfAbsent(disk.name(), name -> new ArrayList<>())
                    .add(use + " (" + directory + ")");
                free.putIfAbsent(disk.name(), disk.freeBytes());
              } catch (IOException e) {
                findings.add(
                    Finding.warning(
                        CHECK,
                        "nobody can tell how much is free for " + use + ": " + e.getMessage(),
                        "df -h " + directory));
              }
            });
    uses.forEach(
        (disk, names) -> findings.add(finding(names, free.getOrDefault(disk, 0L), engine)));
    return findings;
  }

  private Map<String, Path> directories(Optional<EngineFacts> engine) {
    var directories = new LinkedHashMap<String, Path>();
    engine
        .filter(facts -> EngineCheck.socket(facts.endpoint()).isPresent())
        .map(EngineFacts::dataDirectory)
        .filter(name -> !name.isEmpty())
        .map(Path::of)
        // In a virtual machine, as Docker Desktop has one, it lies on a disk that is not seen here.
        .filter(machine::isDirectory)
        .ifPresent(directory -> directories.put("images", directory));
    directories.put("the project", project);
    directories.put("the cache", host.cacheDirectory());
    return directories;
  }

  private static Finding finding(List<String> uses, long free, Optional<EngineFacts> engine) {
    var message = Sizes.text(free) + " free for " + joined(uses);
    var help =
        uses.getFirst().startsWith("images")
            ? "see what takes the room with: "
                + engine.map(EngineFacts::name).orElse("docker").toLowerCase(Locale.ROOT)
                + " system df"
            : "make room there";
    if (free < TOO_LITTLE_BYTES) {
      return Finding.of(CHECK, Problem.error(ProblemCode.DISK_FULL, "only " + message).help(help));
    }
    return free < SCARCE_BYTES
        ? Finding.warning(CHECK, "only " + message, help)
        : Finding.ok(CHECK, message);
  }

  private static String joined(List<String> words) {
    return words.size() == 1
        ? words.getFirst()
        : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
  }
}
