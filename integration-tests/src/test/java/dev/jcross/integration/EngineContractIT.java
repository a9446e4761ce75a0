package dev.jcross.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerFacts;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.engine.ExecSpec;
import dev.jcross.engine.ImageBuild;
import dev.jcross.engine.ImageBuildFailed;
import dev.jcross.engine.VolumeFacts;
import dev.jcross.engine.docker.DockerEndpoint;
import dev.jcross.engine.docker.DockerEngine;
import dev.jcross.event.Event;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every adapter of {@link ContainerEngine} must do, held against every engine there is. */
@ParameterizedClass
@MethodSource("ways")
class EngineContractIT {
  static final String IMAGE = "debian:trixie-slim";

  @Parameter EngineWay way = new DockerHere();

  private final String name = "jcross-it-" + UUID.randomUUID();
  private final List<String> containers = new ArrayList<>();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private ContainerEngine engine = way.engine();

  /** Those whose names contain the property {@code jcross.engines}. */
  static List<EngineWay> ways() {
    var only = System.getProperty("jcross.engines", "");
    return Engines.all().stream().filter(way -> way.toString().contains(only)).toList();
  }

  @BeforeParameterizedClassInvocation
  static void start(EngineWay way) throws IOException {
    way.start();
  }

  @AfterParameterizedClassInvocation
  static void stop(EngineWay way) {
    way.stop();
  }

  @BeforeEach
  void needsTheImage() {
    engine = way.engine();
    assertThat(engine.findImage(IMAGE)).as("made by jcross when it is missing").isPresent();
  }

  @AfterEach
  void removeWhatWasMade() {
    containers.forEach(engine::removeContainer);
    engine.removeImage(name, true);
    engine.close();
  }

  private ContainerSpec spec(String container, List<ContainerSpec.Mount> mounts) {
    return spec(container, IMAGE, "1234:4321", mounts, List.of());
  }

  private ContainerSpec specOf(String image) {
    return spec(name, image, "1234:4321", List.of(), List.of());
  }

  private ContainerSpec spec(
      String container,
      String image,
      String user,
      List<ContainerSpec.Mount> mounts,
      List<ContainerSpec.Option> options) {
    return new ContainerSpec(
        container,
        image,
        List.of("sleep", "300"),
        user,
        "/",
        "none",
        mounts,
        Map.of("GREETING", "hello = \"there\""),
        Map.of("dev.jcross.it", name),
        List.of(),
        100,
        true,
        Optional.empty(),
        Optional.empty(),
        options);
  }

  /** Of a container that ends at once. */
  private ContainerSpec ending(String image) {
    return new ContainerSpec(
        name,
        image,
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
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private String startAs(String user, ContainerSpec.Mount... mounts) {
    var id =
        engine.createContainer(spec(name, IMAGE, user, List.of(mounts), List.of())).orElseThrow();
    containers.add(id);
    engine.startContainer(id);
    return id;
  }

  private String startWith(String... options) {
    var id =
        engine
            .createContainer(
                spec(
                    name,
                    IMAGE,
                    "1234:4321",
                    List.of(new ContainerSpec.Mount.Memory("/tmp")),
                    Arrays.stream(options)
                        .map(
                            option ->
                                new ContainerSpec.Option(
                                    option.substring(0, option.indexOf(' ')),
                                    option.substring(option.indexOf(' ') + 1)))
                        .toList()))
            .orElseThrow();
    containers.add(id);
    engine.startContainer(id);
    return id;
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
    var gone = ending("sha256:" + "0".repeat(64));

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
    var id = engine.createContainer(ending(IMAGE)).orElseThrow();
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
    assertThat(shell(id, "echo x > /opt/x").errors()).contains("Read-only file system");
    assertThat(
            shell(id, "printf '#!/bin/sh\\necho ran\\n' > /tmp/x; chmod +x /tmp/x; /tmp/x")
                .output())
        .isEqualTo("ran\n");
    if (way.hasInit()) {
      assertThat(shell(id, "cat /proc/1/comm").output()).isNotEqualTo("sleep\n");
    }
  }

  @Test
  void givesAContainerWhatTheUserAsksFor(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("note"), "from the host");
    // JUnit makes it for its user alone.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var id =
        startWith(
            "add-host build.example:10.1.2.3",
            "cap-add SYS_PTRACE",
            "cap-add CAP_CHOWN",
            "cap-drop chown",
            "dns 10.9.8.7",
            "dns-search example",
            "env GREETING=good day",
            "env EQUAL=a=b",
            "hostname chosen",
            "label dev.jcross.more=a=b",
            "mount type=bind,source=" + folder + ",target=/bound,readonly",
            "mount type=tmpfs,target=/fleeting,tmpfs-mode=1777",
            "network bridge",
            "pids-limit 77",
            "read-only false",
            "security-opt seccomp=unconfined",
            "shm-size 3m",
            "sysctl net.ipv4.ip_unprivileged_port_start=42",
            "tmpfs /small:rw,size=65536,mode=1777",
            "ulimit core=12345:67890",
            // Podman sets these two to the most there is, if it is given any, and here may not.
            "ulimit nofile=4000:4000",
            "ulimit nproc=4000:4000",
            "user 4444:5555",
            "volume " + folder + ":/again:ro,z",
            "workdir /usr/share");

    assertThat(shell(id, "id -u; id -g; hostname; echo $GREETING; echo $EQUAL").output())
        .isEqualTo("4444\n5555\nchosen\ngood day\na=b\n");
    assertThat(shell(id, "cat /etc/hosts").output())
        .containsPattern("10\\.1\\.2\\.3\\s+build\\.example");
    assertThat(shell(id, "cat /etc/resolv.conf").output())
        .contains("nameserver 10.9.8.7", "search example");
    assertThat(shell(id, "grep -E '^(CapBnd|Seccomp|NoNewPrivs):' /proc/self/status").output())
        .as("SYS_PTRACE alone")
        .isEqualTo("CapBnd:\t0000000000080000\nNoNewPrivs:\t1\nSeccomp:\t0\n");
    assertThat(shell(id, "cat /bound/note /again/note").output())
        .isEqualTo("from the hostfrom the host");
    assertThat(shell(id, "echo x > /bound/x; echo x > /again/x").errors())
        .containsPattern("(?s)/bound/x: Read-only.*/again/x: Read-only");
    assertThat(shell(id, "echo x > /fleeting/x && head -c 100000 /dev/zero > /small/x").errors())
        .contains("No space left");
    assertThat(shell(id, "df -B1 --output=size /dev/shm | tail -n 1").output().strip())
        .isEqualTo("3145728");
    var facts = engine.facts();
    // Podman's API leaves them out for an ordinary user.
    if (!facts.podman() || !facts.rootless()) {
      assertThat(shell(id, "grep '^Max core' /proc/1/limits").output())
          .containsPattern(" 12345 +67890 ");
    }
    assertThat(shell(id, "cat /proc/sys/net/ipv4/ip_unprivileged_port_start").output())
        .isEqualTo("42\n");
    assertThat(shell(id, "readlink /proc/1/cwd; ls /sys/class/net").output()).contains("eth0");
    assertThat(engine.findContainer(id).orElseThrow().labels())
        .containsEntry("dev.jcross.more", "a=b")
        .containsEntry("dev.jcross.it", name);
    if (way.limitsResources()) {
      assertThat(
              shell(id, "cat /sys/fs/cgroup/pids/pids.max || cat /sys/fs/cgroup/pids.max").output())
          .isEqualTo("77\n");
    }
  }

  @Test
  void limitsWhatAContainerMayTake() throws ContainerGone {
    assumeTrue(way.limitsResources(), "it may not use control groups here");
    var id = startWith("memory 64m", "memory-swap 64m", "cpus 0.5", "cpuset-cpus 0");

    assertThat(
            shell(
                    id,
                    "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max"
                        + " 2> /dev/null")
                .output())
        .isEqualTo("67108864\n");
    assertThat(shell(id, "nproc").output()).isEqualTo("1\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "memory lots",
        "cpus many",
        "mount type=bind,sauce=/x",
        "ulimit nofile",
        "volume /a:b",
        "cap-add FLYING"
      })
  void refusesAnOptionThatMakesNoSense(String option) {
    assertThatThrownBy(() -> startWith(option))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problems().getFirst().code()).isEqualTo(ProblemCode.VARIABLE_VALUE);
              assertThat(e.problems().getFirst().toString()).contains("--" + option);
            });
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
      assertThat(engine.volumesWithLabel("dev.jcross.it=" + name))
          .extracting(VolumeFacts::name)
          .containsExactly(name);

      var id = start(new ContainerSpec.Mount.Volume(name, "/data", true));
      assertThat(shell(id, "echo x > /data/x").errors()).contains("Read-only file system");
    } finally {
      containers.forEach(engine::removeContainer);
      engine.removeVolume(name, false);
    }
  }

  @Test
  void tellsOfImagesByTheirLabelAndRemovesThem() throws ImageBuildFailed {
    engine.buildImage(imageBuild("FROM debian:trixie-slim\nENV RESULT=1\n"), "work", events::add);

    var listed = engine.imagesWithLabel("dev.jcross.it=" + name);
    assertThat(listed)
        .singleElement()
        .satisfies(
            image -> {
              assertThat(image.names()).singleElement().asString().endsWith(name + ":latest");
              assertThat(image.created()).isAfter(Instant.now().minus(Duration.ofMinutes(10)));
              assertThat(image.environment()).contains("RESULT=1");
            });
    assertThat(engine.imagesWithLabel("dev.jcross.it")).containsAll(listed);

    engine.removeImage(name, false);
    engine.removeImage(name, false);
    engine.removeImage("sha256:" + "0".repeat(64), true);

    assertThat(engine.imagesWithLabel("dev.jcross.it=" + name)).isEmpty();
    assertThat(engine.findImage(IMAGE)).isPresent();
  }

  @Test
  void givesAnImageOneMoreName() throws ImageBuildFailed {
    engine.buildImage(imageBuild("FROM debian:trixie-slim\n"), "work", events::add);
    var image = engine.findImage(name).orElseThrow();

    engine.tagImage(name, name + ":other");

    assertThat(engine.findImage(name + ":other").orElseThrow().id()).isEqualTo(image.id());
    engine.removeImage(name + ":other", false);
    assertThat(engine.findImage(name)).isPresent();
    assertThatThrownBy(() -> engine.tagImage(name + ":gone", name + ":other"))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void packsImagesAndTakesThemInUnderTheirNames() throws ImageBuildFailed, IOException {
    engine.buildImage(imageBuild("FROM scratch\nCOPY sub /\n"), "work", events::add);
    var image = engine.findImage(name).orElseThrow();
    var tar = new ByteArrayOutputStream();
    engine.saveImages(List.of(name + ":latest"), stream -> stream.transferTo(tar));
    var byId = new ByteArrayOutputStream();
    engine.saveImages(List.of(image.id()), stream -> stream.transferTo(byId));
    engine.removeImage(name, true);

    engine.loadImages(new ByteArrayInputStream(byId.toByteArray()));
    assertThat(engine.findImage(name)).isEmpty();
    assertThat(engine.findImage(image.id())).isPresent();
    engine.loadImages(new ByteArrayInputStream(tar.toByteArray()));

    assertThat(engine.findImage(name).orElseThrow().id()).isEqualTo(image.id());
    assertThatThrownBy(
            () -> engine.saveImages(List.of(name + ":gone"), stream -> stream.transferTo(tar)))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(
            () -> engine.loadImages(new ByteArrayInputStream("no archive".getBytes(UTF_8))))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(
            () ->
                engine.loadImages(
                    new InputStream() {
                      @Override
                      public int read() throws IOException {
                        throw new IOException("the disk is gone");
                      }

                      @Override
                      public int read(byte[] buffer, int offset, int length) throws IOException {
                        return read();
                      }
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is gone");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void removesNoImageThatAContainerRuns(boolean force) throws ImageBuildFailed {
    engine.buildImage(imageBuild("FROM debian:trixie-slim\n"), "work", events::add);
    var image = engine.findImage(name).orElseThrow();
    var id = engine.createContainer(specOf(image.id())).orElseThrow();
    containers.add(id);
    engine.startContainer(id);

    assertThatThrownBy(() -> engine.removeImage(image.id(), force))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(ProblemCode.ENGINE_REFUSED));

    assertThat(engine.findContainer(id).map(ContainerFacts::state))
        .contains(ContainerFacts.State.RUNNING);
    assertThat(engine.findImage(image.id())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellsOfVolumesByTheirLabelAndRemovesThoseThatNobodyUses(boolean force) throws ContainerGone {
    assertThat(engine.volumesWithLabel("dev.jcross.it=" + name)).isEmpty();
    engine.ensureVolume(name, Map.of("dev.jcross.it", name, "other", ""));
    assertThat(engine.volumesWithLabel("dev.jcross.it=" + name))
        .singleElement()
        .satisfies(
            volume -> {
              assertThat(volume.name()).isEqualTo(name);
              assertThat(volume.labels())
                  .containsEntry("dev.jcross.it", name)
                  .containsEntry("other", "");
              assertThat(volume.created()).isAfter(Instant.now().minus(Duration.ofMinutes(10)));
              assertThat(volume.inUse()).isFalse();
            });

    var id = create(new ContainerSpec.Mount.Volume(name, "/data", false));
    assertThat(engine.volumesWithLabel("dev.jcross.it"))
        .anySatisfy(
            volume -> {
              assertThat(volume.name()).isEqualTo(name);
              assertThat(volume.inUse()).isTrue();
            });
    assertThatThrownBy(() -> engine.removeVolume(name, force))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(ProblemCode.ENGINE_REFUSED));
    assertThat(engine.findContainer(id)).isPresent();

    engine.removeContainer(id);
    engine.removeVolume(name, force);
    engine.removeVolume(name, force);

    assertThat(engine.volumesWithLabel("dev.jcross.it=" + name)).isEmpty();
  }

  @Test
  void countsTheBytesOfAVolume() throws ContainerGone {
    engine.ensureVolume(name, Map.of("dev.jcross.it", name));
    try {
      var id = startAs("0:0", new ContainerSpec.Mount.Volume(name, "/data", false));
      assertThat(shell(id, "head -c 3000000 /dev/zero > /data/x").status()).isZero();

      assertThat(engine.volumesWithLabel("dev.jcross.it=" + name).getFirst().sizeBytes())
          .satisfies(size -> assertThat(size.orElse(3_000_000)).isBetween(3_000_000L, 4_000_000L));
    } finally {
      containers.forEach(engine::removeContainer);
      engine.removeVolume(name, false);
    }
  }

  @Test
  void tellsOfAContainersMountsAndImage(@TempDir Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var shared = folder.toRealPath().resolve("shared");
    Files.createDirectory(shared);
    engine.ensureVolume(name, Map.of());
    try {
      start(
          new ContainerSpec.Mount.Bind(shared.toString(), "/bound", true),
          new ContainerSpec.Mount.Volume(name, "/kept", false),
          new ContainerSpec.Mount.Memory("/memory"));

      var facts = engine.findContainer(name).orElseThrow();

      assertThat(facts.image()).isEqualTo(engine.findImage(IMAGE).orElseThrow().id());
      assertThat(facts.mounts())
          .contains(new ContainerFacts.Mount("bind", "", shared.toString(), "/bound", true))
          .anySatisfy(
              mount -> {
                assertThat(mount.type()).isEqualTo("volume");
                assertThat(mount.name()).isEqualTo(name);
                assertThat(mount.source()).endsWith("/_data");
                assertThat(mount.destination()).isEqualTo("/kept");
                assertThat(mount.readOnly()).isFalse();
              });
      assertThat(facts.rootDirectory().orElse("/unknown")).startsWith("/");
    } finally {
      containers.forEach(engine::removeContainer);
      engine.removeVolume(name, false);
    }
  }

  private static byte[] archive(String file, byte[] content, int uid, int gid) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      var directory = new TarArchiveEntry("größe/");
      directory.setIds(uid, gid);
      tar.putArchiveEntry(directory);
      tar.closeArchiveEntry();
      var entry = new TarArchiveEntry("größe/" + file);
      entry.setSize(content.length);
      entry.setMode(0100750);
      entry.setIds(uid, gid);
      entry.setModTime(1_600_000_000_000L);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  @Test
  void copiesFilesIntoAContainerAndOutOfIt() throws Exception {
    engine.ensureVolume(name, Map.of());
    try {
      var id = start(new ContainerSpec.Mount.Volume(name, "/data", false));
      var content = new byte[3_000_000];
      new java.util.Random(7).nextBytes(content);

      engine.copyInto(
          id, "/data", new ByteArrayInputStream(archive("a file", content, 1234, 4321)));

      assertThat(shell(id, "cd /data/größe && stat -c '%a %u %g %s %Y' 'a file'").output())
          .isEqualTo("750 1234 4321 3000000 1600000000\n");
      var found = new ArrayList<String>();
      assertThat(
              engine.copyFrom(
                  id,
                  "/data/größe",
                  tar -> {
                    try (var entries =
                        new TarArchiveInputStream(tar, StandardCharsets.UTF_8.name())) {
                      for (var entry = entries.getNextEntry();
                          entry != null;
                          entry = entries.getNextEntry()) {
                        found.add(entry.getName().replaceFirst("/$", ""));
                        if (entry.isFile()) {
                          assertThat(entries.readAllBytes()).isEqualTo(content);
                        }
                      }
                    }
                  }))
          .isTrue();
      assertThat(found).containsExactlyInAnyOrder("größe", "größe/a file");
    } finally {
      containers.forEach(engine::removeContainer);
      engine.removeVolume(name, false);
    }
  }

  @Test
  void copiesFilesIntoAContainerThatDoesNotRunYet() throws Exception {
    engine.ensureVolume(name, Map.of());
    try {
      var id = create(new ContainerSpec.Mount.Volume(name, "/data", false));

      engine.copyInto(id, "/data", new ByteArrayInputStream(archive("x", new byte[] {'1'}, 0, 0)));
      engine.startContainer(id);

      assertThat(shell(id, "ls /data/größe").output()).isEqualTo("x\n");
    } finally {
      containers.forEach(engine::removeContainer);
      engine.removeVolume(name, false);
    }
  }

  /** Never at an end; to find out whether anything is held back. */
  private static final class Endless extends InputStream {
    private long given;

    @Override
    public int read() {
      given++;
      return 0;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (given > 300_000_000L) {
        throw new IOException("the disk of the archive broke");
      }
      given += length;
      java.util.Arrays.fill(buffer, offset, offset + length, (byte) 'x');
      return length;
    }
  }

  @Test
  void tellsAFailureOfTheArchiveFromOneOfTheEngine() throws Exception {
    engine.ensureVolume(name, Map.of());
    try {
      var id = start(new ContainerSpec.Mount.Volume(name, "/data", false));
      var head = new ByteArrayOutputStream();
      var tar = new TarArchiveOutputStream(head);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      var entry = new TarArchiveEntry("big");
      entry.setSize(1L << 40);
      tar.putArchiveEntry(entry);
      tar.flush();

      assertThatThrownBy(
              () ->
                  engine.copyInto(
                      id,
                      "/data",
                      new SequenceInputStream(
                          new ByteArrayInputStream(head.toByteArray()), new Endless())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the disk of the archive broke");
      assertThatThrownBy(
              () ->
                  engine.copyFrom(
                      id,
                      "/etc/passwd",
                      out -> {
                        out.read();
                        throw new IOException("no room here");
                      }))
          .isInstanceOf(IOException.class)
          .hasMessage("no room here");
    } finally {
      containers.forEach(engine::removeContainer);
      engine.removeVolume(name, false);
    }
  }

  @Test
  void copiesNothingThatIsNotThere() throws Exception {
    var id = start();
    var small = archive("x", new byte[] {'1'}, 0, 0);

    assertThat(engine.copyFrom(id, "/no/such", tar -> fail("there is nothing"))).isFalse();
    assertThatThrownBy(() -> engine.copyInto(id, "/no/such", new ByteArrayInputStream(small)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(ProblemCode.ENGINE_REFUSED));
    assertThatThrownBy(() -> engine.copyInto(id, "/etc", new ByteArrayInputStream(small)))
        .as("the root file system is read-only")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(ProblemCode.ENGINE_REFUSED));
    engine.removeContainer(id);
    assertThatThrownBy(() -> engine.copyFrom(id, "/etc", tar -> fail("there is nothing")))
        .isInstanceOf(ContainerGone.class);
    assertThatThrownBy(() -> engine.copyInto(id, "/tmp", new ByteArrayInputStream(small)))
        .isInstanceOf(ContainerGone.class);
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
          .hasValueSatisfying(image -> assertThat(image.sizeBytes()).isBetween(5L, 50_000L));
    } finally {
      engine.removeImage(name + ":made", false);
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
