package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Building on an engine that does not see the project: on a second one whose file system is
 * another, and on the first one, which is only said not to see it.
 */
class RemoteIT {
  @RegisterExtension static final Workbench bench = new Workbench();

  private static final String SENT = "             | sent ";
  private static final String BROUGHT = "             | brought back ";
  private static final AtomicReference<Optional<SecondEngine>> second =
      new AtomicReference<>(Optional.empty());

  /** Why the engine sees nothing. */
  enum Engine {
    ON_ANOTHER_MACHINE,
    SAID_TO_BE_REMOTE
  }

  @BeforeAll
  static void startASecondEngine() throws IOException {
    if (SecondEngine.canRun()) {
      var crate = bench.crate();
      crate.succeed("build", "--target", Workbench.NATIVE);
      var plan = crate.succeed("plan", "--json", "build", "--target", Workbench.NATIVE).output();
      var image = new ObjectMapper().readTree(plan).at("/targets/0/image/reference").asText();
      var engine = SecondEngine.start();
      second.set(Optional.of(engine));
      engine.load(image);
    }
  }

  @AfterAll
  static void endTheSecondEngine() {
    second.get().ifPresent(SecondEngine::close);
  }

  private static Jcross on(Engine engine, Project project) {
    return on(engine, project.jcross());
  }

  private static Jcross on(Engine engine, Jcross jcross) {
    return switch (engine) {
      case ON_ANOTHER_MACHINE -> {
        assumeTrue(second.get().isPresent(), "only root can run a second engine");
        yield jcross.with("DOCKER_HOST", second.get().orElseThrow().address());
      }
      case SAID_TO_BE_REMOTE -> jcross.with("CROSS_REMOTE", "1");
    };
  }

  private static List<String> transfers(Result result) {
    return result.errors().lines().filter(line -> line.startsWith("             | ")).toList();
  }

  private static Project cpp() {
    return bench
        .crate()
        .buildScript(
            """
            use std::{env, process::Command};

            fn run(program: &str, words: &[&str]) {
                assert!(Command::new(program).args(words).status().unwrap().success());
            }

            fn main() {
                let target = env::var("TARGET").unwrap().replace('-', "_");
                let out = env::var("OUT_DIR").unwrap();
                let object = format!("{out}/hello.o");
                let cxx = env::var(format!("CXX_{target}")).unwrap();
                run(&cxx, &["-c", "cpp/hello.cc", "-fPIC", "-o", &object]);
                let ar = env::var(format!("AR_{target}")).unwrap();
                run(&ar, &["crs", &format!("{out}/libhellocpp.a"), &object]);
                println!("cargo::rerun-if-changed=cpp/hello.cc");
                println!("cargo::rustc-link-search=native={out}");
                println!("cargo::rustc-link-lib=static=hellocpp");
                println!("cargo::rustc-link-lib=stdc++");
            }
            """)
        .write("cpp/hello.cc", greeting("world"))
        .main("unsafe extern \"C\" { fn hello(); }\nfn main() { unsafe { hello() } }\n");
  }

  private static String greeting(String whom) {
    return "#include <iostream>\nextern \"C\" void hello() { std::cout << \"Hello, "
        + whom
        + "!\" << std::endl; }\n";
  }

  /** What cross's own test of its remote mode does, and that it says what it sends. */
  @ParameterizedTest
  @EnumSource
  void seesAnEditInTheSecondRun(Engine engine) {
    var crate = cpp();
    var jcross = on(engine, crate);

    var first = jcross.succeed("run", "-v", "--target", Workbench.NATIVE);
    assertThat(first.output()).isEqualTo("Hello, world!\n");
    assertThat(transfers(first)).first().asString().startsWith(SENT + "4 files, ");

    crate.write("cpp/hello.cc", greeting("test"));
    var second = jcross.succeed("run", "-v", "--target", Workbench.NATIVE);
    assertThat(second.output()).isEqualTo("Hello, test!\n");
    assertThat(transfers(second)).first().asString().startsWith(SENT + "1 file, ");

    var third = jcross.succeed("run", "-v", "--target", Workbench.NATIVE);
    assertThat(third.output()).isEqualTo("Hello, test!\n");
    assertThat(third.errors()).doesNotContain("Compiling");
    assertThat(transfers(third)).isEmpty();

    assertThat(crate.file("target/" + Workbench.NATIVE + "/debug/program")).isExecutable();
    assertThat(crate.file("Cargo.lock")).content().contains("crate-under-test");
  }

  @Test
  void aFreshCheckoutSendsAndCompilesNothing() throws IOException {
    var crate = bench.crateIn("checkout");
    var jcross = on(Engine.SAID_TO_BE_REMOTE, crate);
    jcross.succeed("build", "--target", Workbench.NATIVE);
    for (var file : List.of("Cargo.toml", "Cargo.lock", "src/main.rs")) {
      var text = Files.readString(crate.file(file));
      Files.delete(crate.file(file));
      crate.write(file, text);
      Files.setLastModifiedTime(crate.file(file), FileTime.from(Instant.now().plusSeconds(60)));
    }
    Workbench.deleteAll(crate.file("target"));

    // A machine that has never built it: nothing is known of what was equal.
    var again =
        jcross
            .with("XDG_CACHE_HOME", bench.root().resolve("empty cache").toString())
            .succeed("build", "-v", "--target", Workbench.NATIVE);

    assertThat(again.errors()).doesNotContain("Compiling").doesNotContain(SENT);
    assertThat(transfers(again)).singleElement().asString().startsWith(BROUGHT);
    assertThat(crate.file("target/" + Workbench.NATIVE + "/debug/program")).isExecutable();
  }

  @ParameterizedTest
  @EnumSource
  void allFilesBelongToTheCaller(Engine engine) throws IOException, InterruptedException {
    assumeTrue(OrdinaryUser.canBe(), "only root can become an ordinary user");
    var crate =
        bench
            .crateIn("of an ordinary user, " + engine)
            .buildScript(
                """
                fn main() {
                    std::fs::create_dir_all("generated/deep").unwrap();
                    std::fs::write("generated/deep/table.rs", "1").unwrap();
                    println!("cargo::rerun-if-changed=build.rs");
                }
                """);
    var jcross = on(engine, OrdinaryUser.of(bench).owns(crate));

    assertThat(jcross.succeed("run", "--target", Workbench.NATIVE).output())
        .isEqualTo("Hello, world!\n");
    assertThat(crate.file("generated/deep/table.rs")).hasContent("1");
    var program = crate.file("target/" + Workbench.NATIVE + "/debug/program");
    var here = new ProcessBuilder(program.toString()).start();
    assertThat(here.inputReader().readLine()).isEqualTo("Hello, world!");
    assertThat(here.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(owners(crate.directory())).containsOnly(OrdinaryUser.ID);
  }

  private static List<Integer> owners(Path directory) {
    try (var files = Files.walk(directory)) {
      return files.flatMap(file -> Stream.of(id(file, "uid"), id(file, "gid"))).distinct().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Integer id(Path file, String what) {
    try {
      return (Integer) Files.getAttribute(file, "unix:" + what, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void messagesInputAndStatusAreAsHere() {
    var crate =
        bench
            .crate()
            .main(
                """
                fn main() {
                    let unused = 1;
                    let text = std::io::read_to_string(std::io::stdin()).unwrap();
                    print!("{{\\"reason\\":\\"mine\\",\\"text\\":\\"{text}\\"}}\\n");
                    std::process::exit(3);
                }
                """);
    var jcross = on(Engine.SAID_TO_BE_REMOTE, crate);

    var run = jcross.input("typed").run("run", "--target", Workbench.NATIVE);
    assertThat(run.status()).isEqualTo(3);
    // cross takes lines that look like cargo's for cargo's, and swallows them.
    assertThat(run.output()).isEqualTo("{\"reason\":\"mine\",\"text\":\"typed\"}\n");
    assertThat(run.errors()).contains("warning: unused variable: `unused`");

    crate.main("fn main() { nonsense }\n");
    var broken = jcross.run("build", "--target", Workbench.NATIVE);
    assertThat(broken.status()).isEqualTo(101);
    assertThat(broken.errors()).contains("cannot find value `nonsense` in this scope");

    var json = jcross.run("check", "--message-format", "json", "--target", Workbench.NATIVE);
    assertThat(json.output()).contains("\"manifest_path\":\"" + crate.file("Cargo.toml") + "\"");
  }

  @ParameterizedTest
  @EnumSource
  void lockedSourcesAreReadOnlyAndStillKept(Engine engine) throws IOException {
    var crate = bench.crateIn("locked, " + engine).write("src/old.rs", "pub fn f() {}\n");
    crate.main("mod old;\nfn main() { old::f(); println!(\"old\") }\n");
    var jcross = on(engine, crate);
    jcross.succeed("fetch");

    assertThat(jcross.succeed("run", "--locked", "-q", "--target", Workbench.NATIVE).output())
        .isEqualTo("old\n");

    Files.delete(crate.file("src/old.rs"));
    crate.main("fn main() { println!(\"{}\", std::fs::write(\"x\", \"\").is_err()) }\n");
    assertThat(jcross.succeed("run", "--locked", "-q", "--target", Workbench.NATIVE).output())
        .isEqualTo("true\n");
    var left =
        jcross.succeed("exec", "--target", Workbench.NATIVE, "--", "ls", "/project/src").output();
    assertThat(left).isEqualTo("main.rs\n");
  }

  @ParameterizedTest
  @EnumSource
  void volumesOfTheUsersAreBroughtToo(Engine engine) throws IOException {
    var data = Files.createDirectories(bench.root().resolve("data of " + engine));
    Files.writeString(data.resolve("table"), "of a directory");
    var file = Files.writeString(bench.root().resolve("file of " + engine), "of a file");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    var crate =
        bench
            .crateIn("with volumes, " + engine)
            .main(
                """
                use std::{env, fs};
                fn main() {
                    let data = env::var("DATA").unwrap();
                    println!("{}", fs::read_to_string(format!("{data}/table")).unwrap());
                    println!("{}", fs::read_to_string(env::var("FILE").unwrap()).unwrap());
                    fs::write(format!("{data}/made"), "there").unwrap();
                }
                """)
            .crossToml("[build.env]\nvolumes = [\"DATA\", \"FILE\"]\n");
    var jcross = on(engine, crate).with("DATA", data.toString()).with("FILE", file.toString());

    assertThat(jcross.succeed("run", "-q", "--target", Workbench.NATIVE).output())
        .isEqualTo("of a directory\nof a file\n");
    assertThat(data.resolve("made")).hasContent("there");

    Files.writeString(file, "of a changed file");
    assertThat(jcross.succeed("run", "-q", "--target", Workbench.NATIVE).output())
        .isEqualTo("of a directory\nof a changed file\n");
  }

  @Test
  void refusesASocket() throws IOException {
    var path = bench.root().resolve("agent.sock");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      var crate = bench.crate().crossToml("[build.env]\nvolumes = [\"SSH_AUTH_SOCK\"]\n");

      var refused =
          on(Engine.SAID_TO_BE_REMOTE, crate)
              .with("SSH_AUTH_SOCK", path.toString())
              .run("build", "--target", Workbench.NATIVE);

      assertThat(refused.status()).isEqualTo(78);
      refused.tells(
          "error[ENGINE_REMOTE]: the engine is on another machine, and this is no file or"
              + " directory that could be brought there");
    }
  }

  @Test
  void cleanCleansBothSides() throws IOException {
    var crate = bench.crate();
    var jcross = on(Engine.SAID_TO_BE_REMOTE, crate);
    jcross.succeed("build", "--target", Workbench.NATIVE);

    jcross.succeed("clean");
    crate.manifest("").write("Cargo.toml", manifest("renamed"));
    jcross.succeed("build", "--target", Workbench.NATIVE);

    var results = crate.file("target/" + Workbench.NATIVE + "/debug");
    assertThat(results.resolve("renamed")).isExecutable();
    assertThat(results.resolve("program")).doesNotExist();
  }

  private static String manifest(String program) {
    return "[package]\nname = \"crate-under-test\"\nversion = \"0.1.0\"\nedition = \"2024\"\n"
        + "[[bin]]\nname = \""
        + program
        + "\"\npath = \"src/main.rs\"\n";
  }

  @Test
  void buildsSeveralTargetsAtOnce() {
    assumeTrue(Workbench.NATIVE.startsWith("x86_64"), "the other target is an ARM one");
    var crate = bench.crate();

    on(Engine.SAID_TO_BE_REMOTE, crate)
        .succeed("build", "--target", Workbench.NATIVE, "--target", "aarch64-unknown-linux-gnu");

    for (var target : List.of(Workbench.NATIVE, "aarch64-unknown-linux-gnu")) {
      assertThat(crate.file("target/" + target + "/debug/program")).isExecutable();
    }
  }

  @Test
  void nothingOfThisMachineIsMountedOverThere() {
    assumeTrue(second.get().isPresent(), "only root can run a second engine");
    var crate = bench.crate();
    on(Engine.ON_ANOTHER_MACHINE, crate).succeed("build", "--target", Workbench.NATIVE);

    var engine = second.get().orElseThrow();
    var mounts =
        engine.docker(
            "ps --quiet --filter label=dev.jcross=session | xargs docker --host "
                + engine.address()
                + " inspect --format '{{range .Mounts}}{{println .Source}}{{end}}'");
    assertThat(mounts.lines().filter(line -> !line.isEmpty()))
        .isNotEmpty()
        .allSatisfy(source -> assertThat(source).startsWith("/srv/data/volumes/jcross-"));
  }
}
