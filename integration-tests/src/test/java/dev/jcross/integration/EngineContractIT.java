package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerFacts;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.engine.ExecSpec;
import dev.jcross.engine.ImageBuild;
import dev.jcross.engine.ImageBuildFailed;
import dev.jcross.engine.docker.DockerEndpoint;
import dev.jcross.engine.docker.DockerEngine;
import dev.jcross.event.Event;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every adapter of {@link ContainerEngine} must do, held against the engine that is here. */
class EngineContractIT {
  private static final String IMAGE = "debian:trixie-slim";

  private final String name = "jcross-it-" + UUID.randomUUID();
  private final List<String> containers = new ArrayList<>();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final ContainerEngine engine =
      DockerEngine.at(
          DockerEndpoint.locate(System.getenv(), Path.of(System.getProperty("user.home", "/"))));

  @BeforeEach
  void needsTheImage() {
    assertThat(engine.findImage(IMAGE)).as("made by jcross when it is missing").isPresent();
  }

  @AfterEach
  void removeWhatWasMade() {
    containers.forEach(engine::removeContainer);
    if (engine.findImage(name).isPresent()) {
      Workbench.client().removeImageCmd(name).withForce(true).exec();
    }
    engine.close();
  }

  private ContainerSpec spec(String container, List<ContainerSpec.Mount> mounts) {
    return new ContainerSpec(
        container,
        IMAGE,
        List.of("sleep", "300"),
        "1234:4321",
        "/",
        "none",
        mounts,
        Map.of("GREETING", "hello = \"there\""),
        Map.of("dev.jcross.it", name),
        List.of(),
        100,
        true,
        Optional.empty());
  }

  private String create(ContainerSpec.Mount... mounts) {
    var id = engine.createContainer(spec(name, List.of(mounts))).orElseThrow();
    containers.add(id);
    return id;
  }

  private String start(ContainerSpec.Mount... mounts) {
    var id = create(mounts);
    engine.startContainer(id);
    return id;
  }

  /** What came of a command. */
  private record Done(int status, String output, String errors) {}

  private Done exec(String container, Optional<InputStream> input, String... command)
      throws ContainerGone {
    var output = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    int status =
        engine.exec(
            container,
            new ExecSpec(
                List.of(command),
                Map.of("MORE", "1"),
                "/tmp",
                input,
                output,
                errors,
                Optional.empty()));
    return new Done(
        status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  private Done shell(String container, String script) throws ContainerGone {
    return exec(container, Optional.empty(), "sh", "-c", script);
  }

  @Test
  void saysWhoItIs() {
    var facts = engine.facts();

    assertThat(facts.name()).isIn("Docker", "Podman");
    assertThat(facts.version()).isNotEmpty();
    assertThat(facts.apiVersion()).matches("[0-9]+\\.[0-9]+");
    assertThat(facts.operatingSystem()).isEqualTo("linux");
    assertThat(facts.architecture()).isIn("x86_64", "aarch64");
  }

  @Test
  void findsAnImageByNameAndById() {
    var image = engine.findImage(IMAGE).orElseThrow();

    assertThat(image.id()).startsWith("sha256:");
    assertThat(image.sizeBytes()).isGreaterThan(1_000_000);
    assertThat(engine.findImage(image.id())).contains(image);
  }

  @Test
  void findsNoImageThatIsNotThere() {
    assertThat(engine.findImage("localhost/jcross-it/none:1")).isEmpty();
    assertThat(engine.findImage("sha256:" + "0".repeat(64))).isEmpty();
  }

  @Test
  void refusesToPullWhatNoRegistryHas() {
    assertThatThrownBy(
            () -> engine.pullImage("127.0.0.1:1/none:1", Optional.empty(), "work", events::add))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(ProblemCode.IMAGE_PULL));
  }

  @Test
  void labelsAContainerBeforeItStarts() {
    var id = create();

    var facts = engine.findContainer(name).orElseThrow();

    assertThat(facts.id()).isEqualTo(id);
    assertThat(facts.name()).isEqualTo(name);
    assertThat(facts.state()).isEqualTo(ContainerFacts.State.CREATED);
    assertThat(facts.labels()).containsEntry("dev.jcross.it", name);
    assertThat(engine.containersWithLabel("dev.jcross.it=" + name))
        .singleElement()
        .satisfies(
            listed -> {
              assertThat(listed.id()).isEqualTo(id);
              assertThat(listed.name()).isEqualTo(name);
              assertThat(listed.state()).isEqualTo(ContainerFacts.State.CREATED);
              assertThat(listed.labels()).containsEntry("dev.jcross.it", name);
            });
  }

  @Test
  void givesANameToOneContainerOnly() {
    create();

    assertThat(engine.createContainer(spec(name, List.of()))).isEmpty();
  }

  @Test
  void refusesAContainerOfAnImageThatIsGone() {
    var gone =
        new ContainerSpec(
            name,
            "sha256:" + "0".repeat(64),
            List.of("true"),
            "0:0",
            "/",
            "none",
            List.of(),
            Map.of(),
            Map.of(),
            List.of(),
            100,
            true,
            Optional.empty());

    assertThatThrownBy(() -> engine.createContainer(gone))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(ProblemCode.IMAGE_MISSING));
  }

  @Test
  void runsAContainerAndRemovesItMoreThanOnce() {
    var id = start();
    assertThat(engine.findContainer(id).map(ContainerFacts::state))
        .contains(ContainerFacts.State.RUNNING);

    engine.removeContainer(id);
    engine.removeContainer(id);
    engine.removeContainer("jcross-it-never-was");

    assertThat(engine.findContainer(id)).isEmpty();
    assertThat(engine.findContainer(name)).isEmpty();
  }

  @Test
  void removesAContainerThatEnds() {
    var spec =
        new ContainerSpec(
            name,
            IMAGE,
            List.of("true"),
            "0:0",
            "/",
            "none",
            List.of(),
            Map.of(),
            Map.of(),
            List.of(),
            100,
            true,
            Optional.empty());
    var id = engine.createContainer(spec).orElseThrow();
    containers.add(id);

    engine.startContainer(id);

    Eventually.within(
        Duration.ofSeconds(20), "it is removed", () -> engine.findContainer(id).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 101, 126, 255})
  void givesTheStatusOfACommand(int status) throws ContainerGone {
    assertThat(shell(start(), "exit " + status).status()).isEqualTo(status);
  }

  @Test
  void givesTheStatusOfCommandsThatDoNotEndByThemselves() throws ContainerGone {
    var id = start();

    assertThat(shell(id, "kill -9 $$").status()).isEqualTo(137);
    assertThat(exec(id, Optional.empty(), "/no/such/command").status()).isIn(126, 127);
  }

  @Test
  void keepsOutputAndErrorsApart() throws ContainerGone {
    var done = shell(start(), "echo out; echo err >&2; printf 'no end'");

    assertThat(done).isEqualTo(new Done(0, "out\nno end", "err\n"));
  }

  @Test
  void bringsAllOfALongOutput() throws ContainerGone {
    var done = shell(start(), "head -c 5000000 /dev/zero | tr '\\0' x; echo end >&2");

    assertThat(done.output()).hasSize(5_000_000);
    assertThat(done.errors()).isEqualTo("end\n");
  }

  @Test
  void tellsACommandThatItsInputHasEnded() throws ContainerGone {
    var id = start();
    var input = new ByteArrayInputStream("one\ntwo".getBytes(StandardCharsets.UTF_8));

    assertThat(exec(id, Optional.of(input), "sh", "-c", "cat; echo; echo done").output())
        .isEqualTo("one\ntwo\ndone\n");
    assertThat(exec(id, Optional.of(InputStream.nullInputStream()), "wc", "-c").output().strip())
        .isEqualTo("0");
    assertThat(shell(id, "wc -c").output().strip()).as("no input at all").isEqualTo("0");
  }

  @Test
  void givesACommandItsTerminal() throws ContainerGone {
    var output = new ByteArrayOutputStream();
    var terminal = new ExecSpec.Terminal(new ExecSpec.Size(123, 45), listener -> {});

    int status =
        engine.exec(
            start(),
            new ExecSpec(
                List.of("sh", "-c", "sleep 1; test -t 0 && test -t 1 && test -t 2 && stty size"),
                Map.of(),
                "/",
                Optional.empty(),
                output,
                output,
                Optional.of(terminal)));

    assertThat(status).isZero();
    assertThat(output.toString(StandardCharsets.UTF_8).strip()).isEqualTo("45 123");
  }

  @Test
  void handsVariablesAndDirectoryToACommand() throws ContainerGone {
    var id = start(new ContainerSpec.Mount.Memory("/tmp"));

    assertThat(shell(id, "echo \"$GREETING/$MORE/$(pwd)\"").output())
        .isEqualTo("hello = \"there\"/1//tmp\n");
  }

  @Test
  void holdsAContainerAsTheSpecificationSays() throws ContainerGone {
    var id = start(new ContainerSpec.Mount.Memory("/tmp"));

    assertThat(shell(id, "id -u; id -g").output()).isEqualTo("1234\n4321\n");
    assertThat(shell(id, "grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/self/status").output())
        .isEqualTo("CapEff:\t0000000000000000\nCapBnd:\t0000000000000000\nNoNewPrivs:\t1\n");
    assertThat(shell(id, "ls /sys/class/net").output()).doesNotContain("eth");
    assertThat(shell(id, "echo x > /var/tmp/x").errors()).contains("Read-only file system");
    assertThat(
            shell(id, "printf '#!/bin/sh\\necho ran\\n' > /tmp/x; chmod +x /tmp/x; /tmp/x")
                .output())
        .isEqualTo("ran\n");
    assertThat(shell(id, "cat /proc/1/comm").output()).isNotEqualTo("sleep\n");
  }

  @Test
  void saysThatAContainerIsGone() {
    var id = start();
    engine.removeContainer(id);

    assertThatThrownBy(() -> shell(id, "true")).isInstanceOf(ContainerGone.class);
    assertThatThrownBy(() -> shell("jcross-it-never-was", "true"))
        .isInstanceOf(ContainerGone.class);
  }

  @Test
  void saysThatAContainerDoesNotRunYet() {
    var id = create();

    assertThatThrownBy(() -> shell(id, "true")).isInstanceOf(ContainerGone.class);
  }

  @Test
  void makesAVolumeOnceAndKeepsWhatIsInIt() throws ContainerGone {
    try {
      assertThat(engine.ensureVolume(name, Map.of("dev.jcross.it", name))).isTrue();
      assertThat(engine.ensureVolume(name, Map.of())).isFalse();
      var volume = Workbench.client().inspectVolumeCmd(name).exec();
      assertThat(volume.getLabels()).containsEntry("dev.jcross.it", name);

      var id = start(new ContainerSpec.Mount.Volume(name, "/data", true));
      assertThat(shell(id, "echo x > /data/x").errors()).contains("Read-only file system");
    } finally {
      containers.forEach(engine::removeContainer);
      Workbench.client().removeVolumeCmd(name).exec();
    }
  }

  private static ImageBuild.ContextFile text(String path, boolean executable, String content) {
    return new ImageBuild.ContextFile(
        path, executable, new ImageBuild.Content.Bytes(content.getBytes(StandardCharsets.UTF_8)));
  }

  private ImageBuild imageBuild(String dockerfile) {
    return new ImageBuild(
        name,
        "sub/My.Dockerfile",
        List.of(
            text("sub/My.Dockerfile", false, dockerfile),
            text("größe/script", true, "#!/bin/sh\necho \"built with $1\"\n"),
            new ImageBuild.ContextFile("link", false, new ImageBuild.Content.Link("größe"))),
        Map.of("ARGUMENT", "an 'argument'"),
        Map.of("dev.jcross.it", name),
        Optional.empty(),
        false);
  }

  @Test
  void buildsAnImageAndTellsEachStep() throws ImageBuildFailed {
    var id =
        engine.buildImage(
            imageBuild(
                """
                FROM debian:trixie-slim
                ARG ARGUMENT
                COPY . /context
                RUN /context/link/script "$ARGUMENT" | tee /result
                ENV RESULT=1
                """),
            "work",
            events::add);

    var image = engine.findImage(name).orElseThrow();
    // Docker tells the short form here.
    assertThat(image.id()).contains(id.replace("sha256:", ""));
    assertThat(image.labels()).containsEntry("dev.jcross.it", name);
    assertThat(image.environment()).contains("RESULT=1");
    assertThat(events)
        .contains(new Event.Output("work", "built with an 'argument'"))
        .anySatisfy(
            event ->
                assertThat(event)
                    .isInstanceOfSatisfying(
                        Event.Step.class,
                        step -> {
                          assertThat(step.work()).isEqualTo("work");
                          assertThat(step.what()).startsWith("RUN /context/link/script");
                        }));
  }

  @Test
  void leavesNothingOfABuildThatFails() {
    var marker = "marker-" + UUID.randomUUID();

    assertThatThrownBy(
            () ->
                engine.buildImage(
                    imageBuild(
                        "FROM debian:trixie-slim\nRUN echo "
                            + marker
                            + " && echo why >&2 && exit 9\n"),
                    "work",
                    events::add))
        .isInstanceOfSatisfying(
            ImageBuildFailed.class,
            e -> {
              assertThat(e).hasMessageContaining("9");
              assertThat(e.step()).contains("RUN echo " + marker);
              assertThat(e.log()).contains(marker, "why");
            });

    assertThat(engine.findImage(name)).isEmpty();
    assertThat(Workbench.client().listContainersCmd().withShowAll(true).exec())
        .noneMatch(it -> it.getCommand() != null && it.getCommand().contains(marker));
  }

  @Test
  void refusesADockerfileThatMakesNoSense() {
    assertThatThrownBy(
            () ->
                engine.buildImage(
                    imageBuild("FROM debian:trixie-slim\nRUNN true\n"), "work", events::add))
        .isInstanceOf(ImageBuildFailed.class)
        .hasMessageContaining("RUNN");
  }

  @Test
  void makesAnImageOfAFileSystem(@TempDir Path folder) throws Exception {
    var file = folder.resolve("system.tar");
    try (var tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      var content = "hello".getBytes(StandardCharsets.UTF_8);
      var entry = new TarArchiveEntry("etc/greeting");
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    var dockerfile = "FROM scratch\nADD system.tar /\n".getBytes(StandardCharsets.UTF_8);

    engine.buildImage(
        new ImageBuild(
            name + ":made",
            "Dockerfile",
            List.of(
                new ImageBuild.ContextFile(
                    "Dockerfile", false, new ImageBuild.Content.Bytes(dockerfile)),
                new ImageBuild.ContextFile(
                    "system.tar", false, new ImageBuild.Content.OnDisk(file))),
            Map.of(),
            Map.of(),
            Optional.empty(),
            true),
        "work",
        events::add);

    try {
      assertThat(engine.findImage(name + ":made"))
          .hasValueSatisfying(image -> assertThat(image.sizeBytes()).isEqualTo(5));
    } finally {
      Workbench.client().removeImageCmd(name + ":made").exec();
    }
  }

  @Test
  void tellsThatItIsNotThere() {
    try (var absent =
        DockerEngine.at(
            DockerEndpoint.locate(
                Map.of("DOCKER_HOST", "unix:///nonexistent/docker.sock"), Path.of("/")))) {
      assertThatThrownBy(absent::facts)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e ->
                  assertThat(e.problems().getFirst().code())
                      .isEqualTo(ProblemCode.ENGINE_UNREACHABLE));
    }
  }
}
