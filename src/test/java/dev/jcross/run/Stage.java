package dev.jcross.run;

import dev.jcross.engine.ScriptedEngine;
import dev.jcross.event.EventSink;
import dev.jcross.host.Confinement;
import dev.jcross.plan.BuildPlan;
import dev.jcross.plan.Case;
import dev.jcross.plan.ContainerPlan;
import dev.jcross.plan.Limits;
import dev.jcross.plan.MountPlan;
import dev.jcross.plan.Network;
import dev.jcross.plan.SearchPath;
import dev.jcross.plan.TargetPlan;
import dev.jcross.transfer.Whereabouts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run on a scripted engine, in a project that lies in a real directory. */
final class Stage {
  static final String IMAGE = Case.BUILTIN.reference();

  final ScriptedEngine engine = new ScriptedEngine().image(IMAGE, "sha256:image");
  final ByteArrayOutputStream output = new ByteArrayOutputStream();
  final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  final List<Surroundings.SignalSource.Listener> listeners = new ArrayList<>();
  final Path project;
  private final Path top;
  private Function<TargetPlan, Optional<String>> stampAfterFetch = TargetPlan::fetchStamp;
  private ResultCheck check = ResultCheck.NONE;

  /** What decides which files the engine can see; at first all. */
  Whereabouts whereabouts;

  Stage(Path directory) {
    try {
      top = directory.toRealPath();
      project = Files.createDirectories(top.resolve("app"));
      whereabouts =
          new Whereabouts(
              Optional.empty(),
              false,
              new Confinement(false, Optional.empty(), "laptop", "laptop", List.of()),
              1000,
              top.resolve("remote"),
              new Whereabouts.Wishes(false, false, true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command in the project, with an image that is there. */
  Case words(String line) {
    return Case.of(line).workspace(project.toString(), project.toString());
  }

  /** A container of which only this matters. */
  static ContainerPlan container(Network network, List<MountPlan> mounts) {
    return new ContainerPlan(
        "1:1",
        "/project",
        network,
        Map.of(),
        mounts,
        new SearchPath(List.of(), List.of()),
        Optional.empty(),
        Optional.empty(),
        new Limits(Optional.empty(), Optional.empty(), 4096, 0),
        List.of(),
        0,
        Map.of(),
        List.of());
  }

  Stage stampAfterFetch(@Nullable String stamp) {
    stampAfterFetch = plan -> Optional.ofNullable(stamp);
    return this;
  }

  Stage check(ResultCheck other) {
    check = other;
    return this;
  }

  Surroundings surroundings() {
    return new Surroundings(
        new ByteArrayInputStream("typed".getBytes(StandardCharsets.UTF_8)),
        output,
        errors,
        Optional.empty(),
        listener -> {
          listeners.add(listener);
          return () -> listeners.remove(listener);
        },
        InstantSource.fixed(Instant.EPOCH),
        Optional.empty(),
        Surroundings.Git.NONE,
        top,
        List.of("true"),
        whereabouts,
        "this-machine");
  }

  Outcome run(BuildPlan plan) {
    return new Runner(engine, EventSink.SILENT, surroundings(), stampAfterFetch, check).run(plan);
  }

  Outcome run(String line) {
    return run(words(line).plan());
  }

  /** As if an earlier run had left everything that the command needs. */
  Stage warm(String line) {
    run(line);
    engine.forgetCalls();
    output.reset();
    errors.reset();
    return this;
  }

  /** What the engine was asked, with the parts that differ from run to run shortened. */
  List<String> calls() {
    return engine.calls().stream()
        .map(
            call ->
                call.replaceAll("jcross-helper-[-0-9a-f]{36}", "HELPER")
                    .replaceAll("jcross-build-[0-9a-f]{12}-[a-z0-9_-]+-[0-9a-f]{8}", "BUILD")
                    .replaceAll("jcross-[0-9a-f]{16}-[0-9a-f]{8}", "PASSING")
                    .replaceAll("jcross-[0-9a-f]{16}", "SESSION")
                    .replaceAll("(stamp /cargo/.jcross/)[0-9a-f]{64}", "stamp STAMP")
                    .replace("aarch64-unknown-linux-gnu", "PI")
                    .replace("x86_64-unknown-linux-gnu", "PC"))
        .toList();
  }
}
