package dev.jcross.run;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerFacts;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.engine.ImageFacts;
import dev.jcross.image.Sha256;
import dev.jcross.plan.ContainerOption;
import dev.jcross.plan.ContainerPlan;
import dev.jcross.plan.MountPlan;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.transfer.ClientFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Finds or makes the container of a step. Its name follows from everything that it is made of, so
 * that a later command with equal needs finds it, and one with other needs does not.
 */
final class Sessions {
  /** Of a session that is to end with its command, should nobody be left to end it. */
  private static final int FORGOTTEN_AFTER_SECONDS = 10;

  private static final String RESULTS = "/target";
  private static final int START_SECONDS = 60;

  private static final Pattern NUMBERS = Pattern.compile("[0-9]+:[0-9]+");

  private final ContainerEngine engine;
  private final List<String> sweep;
  private final ClientFiles files;

  Sessions(ContainerEngine engine, List<String> sweep, ClientFiles files) {
    this.engine = engine;
    this.sweep = sweep;
    this.files = files;
  }

  /**
   * A running container.
   *
   * @param passing whether it is to be removed after the command
   */
  record Session(String container, boolean passing) {}

  /** The container for a plan, started if none runs. */
  Session open(ContainerPlan plan, ImageFacts image, Labels labels) {
    boolean passing = plan.keepSeconds() == 0;
    makeDirectories(plan);
    var name =
        "jcross-"
            + key(plan, image)
            + (passing ? "-" + UUID.randomUUID().toString().substring(0, 8) : "");
    if (!passing && running(name)) {
      return new Session(name, false);
    }
    plan.mounts().stream()
        .filter(MountPlan.Volume.class::isInstance)
        .map(MountPlan.Volume.class::cast)
        .forEach(volume -> engine.ensureVolume(volume.name(), labels.ofVolume(volume)));
    var spec =
        new ContainerSpec(
            name,
            image.id(),
            command(plan, passing ? FORGOTTEN_AFTER_SECONDS : plan.keepSeconds()),
            user(plan),
            "/",
            plan.network().word(),
            files.mounts(plan.mounts(), image.id()),
            Map.of(),
            labels.ofSession(),
            List.of(),
            plan.limits().processes(),
            true,
            Optional.empty(),
            userNamespace(plan),
            options(plan));
    // Another process may have been quicker to start it.
    if (!HelperContainer.start(engine, sweep, spec)) {
      await(name);
    }
    return new Session(name, passing);
  }

  /** Where a step's command runs, as the transfer of files sees it. */
  ClientFiles.Site site(Session session, ContainerPlan plan, ImageFacts image) {
    return new ClientFiles.Site(
        session.container(), plan.mounts(), image.id(), owner(plan), userNamespace(plan));
  }

  /** {@code uid:gid} in numbers of who works in a plan's containers. */
  String owner(ContainerPlan plan) {
    var user = user(plan);
    // The user's own flag may name somebody, of whom only the image knows the numbers.
    return NUMBERS.matcher(user).matches() ? user : plan.user();
  }

  /** Ends a session that nobody else will use. */
  void close(Session session) {
    if (session.passing()) {
      engine.removeContainer(session.container());
    }
  }

  /** Hands the volumes of a plan, which are root's at first, to its user. */
  void prepare(ContainerPlan plan, ImageFacts image) {
    var volumes =
        plan.mounts().stream()
            .filter(MountPlan.Volume.class::isInstance)
            .map(MountPlan.Volume.class::cast)
            .map(volume -> new ContainerSpec.Mount.Volume(volume.name(), volume.target(), false))
            .toList();
    HelperContainer.handOver(engine, sweep, image.id(), volumes, user(plan), userNamespace(plan));
  }

  private boolean running(String name) {
    var found = engine.findContainer(name);
    if (found.isEmpty()) {
      return false;
    }
    return switch (found.get().state()) {
      case RUNNING -> true;
      case CREATED -> {
        await(name);
        yield true;
      }
      case ENDED -> {
        engine.removeContainer(name);
        yield false;
      }
    };
  }

  /** Waits for a container that another process has created and is about to start. */
  private void await(String name) {
    for (int tenth = 0; tenth < START_SECONDS * 10; tenth++) {
      var found = engine.findContainer(name);
      // Gone or ended already: whoever uses it will notice and make another.
      if (found.isEmpty() || found.get().state() != ContainerFacts.State.CREATED) {
        return;
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw Problem.error(
            ProblemCode.SESSION_START, "the container '" + name + "' was created but never started")
        .help("docker rm -f " + name)
        .asException();
  }

  /**
   * In a rootless engine root inside is the caller outside, unless Podman maps them to each other.
   */
  private String user(ContainerPlan plan) {
    var asked = option(plan, "user");
    if (asked.isPresent()) {
      return asked.get();
    }
    boolean keepsIds = userNamespace(plan).filter(word -> word.startsWith("keep-id")).isPresent();
    return rootless(plan) && !keepsIds ? "0:0" : plan.user();
  }

  private boolean rootless(ContainerPlan plan) {
    return plan.rootless().orElseGet(() -> engine.facts().rootless());
  }

  /** What users inside are outside. */
  Optional<String> userNamespace(ContainerPlan plan) {
    var asked = option(plan, "userns").or(plan::userNamespace);
    if (asked.isPresent()) {
      return asked.filter(word -> !word.equals("none"));
    }
    if (!engine.facts().podman()) {
      // A Docker that maps users to others would give away what is written to other users.
      return Optional.of("host");
    }
    if (!rootless(plan)) {
      return Optional.empty();
    }
    // Root without capabilities trips programs over: tar, for one, then wants to hand files over.
    var ids = plan.user().split(":", 2);
    return Optional.of("keep-id:uid=" + ids[0] + (ids.length > 1 ? ",gid=" + ids[1] : ""));
  }

  /** What the user's flags say last. */
  private static Optional<String> option(ContainerPlan plan, String flag) {
    return plan.options().stream()
        .filter(option -> option.flag().equals(flag))
        .reduce((first, second) -> second)
        .map(ContainerOption::value);
  }

  /** The user's flags come last: the last one counts. */
  private static List<ContainerSpec.Option> options(ContainerPlan plan) {
    var options = new ArrayList<ContainerSpec.Option>();
    plan.limits()
        .memory()
        .map(bytes -> Long.toString(bytes))
        .ifPresent(
            bytes -> {
              options.add(new ContainerSpec.Option("memory", bytes));
              // As much in all: else the engine adds swap of the same size.
              options.add(new ContainerSpec.Option("memory-swap", bytes));
            });
    plan.limits().cpus().ifPresent(count -> options.add(new ContainerSpec.Option("cpus", count)));
    plan.options().stream()
        .map(option -> new ContainerSpec.Option(option.flag(), option.value()))
        .forEach(options::add);
    return options;
  }

  /** As session.sh reads it. */
  private static List<String> command(ContainerPlan plan, int seconds) {
    var command =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                Scripts.session(),
                "jcross-session",
                Integer.toString(seconds),
                "sweep"));
    if (plan.limits().freeDisk() > 0) {
      command.add(Long.toString(plan.limits().freeDisk() / 1024));
      plan.mounts().stream()
          .filter(Sessions::isOnDisk)
          .map(MountPlan::target)
          .forEach(command::add);
    }
    return command;
  }

  private static boolean isOnDisk(MountPlan mount) {
    return switch (mount) {
      case MountPlan.Bind bind -> !bind.readOnly();
      case MountPlan.Volume volume -> !volume.readOnly();
      case MountPlan.Memory memory -> false;
    };
  }

  private String key(ContainerPlan plan, ImageFacts image) {
    var hash =
        Sha256.start()
            .add(image.id())
            .add(plan.user())
            .add(plan.userNamespace().toString() + plan.rootless() + plan.limits() + plan.options())
            .add(plan.network().word())
            .add(Integer.toString(plan.keepSeconds()))
            .add(plan.files().toString())
            .add(Scripts.session());
    for (var mount : plan.mounts()) {
      hash.add(files.identity(mount, image.id()));
    }
    return hash.hex().substring(0, 16);
  }

  /** The engine would make missing ones as root. */
  private static void makeDirectories(ContainerPlan plan) {
    for (var mount : plan.mounts()) {
      if (mount instanceof MountPlan.Bind(var source, var target, var readOnly)
          && isResults(target)
          && Files.exists(source)
          && !Files.isDirectory(source)) {
        throw Problem.error(ProblemCode.FILE, "results need a directory, and this is a file")
            .at(Place.of(source.toString()))
            .help("move it away, or name another directory: --target-dir DIR")
            .asException();
      }
      if (mount instanceof MountPlan.Bind(var source, var target, var readOnly)
          && !readOnly
          && !Files.exists(source)) {
        try {
          Files.createDirectories(source);
          if (target.equals(RESULTS)) {
            tag(source);
          } else if (isResults(target) && source.getParent() != null) {
            tag(source.getParent());
          }
        } catch (IOException e) {
          throw FileProblems.of(e, source);
        }
      }
    }
  }

  private static boolean isResults(String target) {
    return target.equals(RESULTS) || target.startsWith(RESULTS + "/");
  }

  /** As cargo does, so that backups pass it over (bford.info/cachedir). */
  private static void tag(Path directory) throws IOException {
    var file = directory.resolve("CACHEDIR.TAG");
    if (Files.exists(file)) {
      return;
    }
    Files.writeString(
        file,
        """
        Signature: 8a477f597d28d172789f06886806bc55
        # This file is a cache directory tag created by jcross.
        # For information about cache directory tags see https://bford.info/cachedir/
        """);
  }
}
