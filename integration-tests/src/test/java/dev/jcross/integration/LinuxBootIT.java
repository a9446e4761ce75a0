package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Programs on a Linux of their target, which QEMU boots. */
class LinuxBootIT {
  private static final String TRIPLE = "aarch64-unknown-linux-gnu";
  private static final String BOOTED = "[target." + TRIPLE + "]\nrunner = \"qemu-system\"\n";

  @RegisterExtension static final Workbench bench = new Workbench();

  /** A kernel is downloaded meanwhile, which may take longer than any test does. */
  @BeforeAll
  static void buildTheImage() {
    bench
        .crate()
        .crossToml(BOOTED)
        .jcross()
        .start("exec", "--target", TRIPLE, "--", "true")
        .await(Duration.ofMinutes(30))
        .hasStatus(0);
  }

  @Test
  void aProgramHasTheContainersFilesAndAKernelOfItsOwn() throws Exception {
    var program =
        bench
            .crate()
            .crossToml(BOOTED + "[build.env]\npassthrough = [\"GREETING=good  day\"]\n")
            .main(
                """
                use std::io::Read;
                use std::net::{TcpListener, TcpStream};
                use std::process::{Command, exit};

                fn main() {
                    let uname = Command::new("uname").arg("-sm").output().unwrap();
                    print!("{}", String::from_utf8(uname.stdout).unwrap());
                    println!("{}", std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap().trim());
                    println!("{:?}", std::env::args().skip(1).collect::<Vec<_>>());
                    println!("{}", std::env::var("GREETING").unwrap());
                    let mut input = Vec::new();
                    std::io::stdin().read_to_end(&mut input).unwrap();
                    println!("{input:?}");
                    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
                    TcpStream::connect(listener.local_addr().unwrap()).unwrap();
                    std::fs::write("made", std::env::current_dir().unwrap().to_str().unwrap()).unwrap();
                    eprintln!("that is all");
                    exit(7)
                }
                """);

    var run =
        program
            .jcross()
            .input(new byte[] {0, 10, 13, (byte) 0xff})
            .run("run", "-q", "--target", TRIPLE, "--", "a b", "", "'")
            .hasStatus(7);

    assertThat(run.output())
        .isEqualTo(
            """
            Linux aarch64
            jcross
            ["a b", "", "'"]
            good  day
            [0, 10, 13, 255]
            """);
    assertThat(run.errors()).isEqualTo("that is all\n");
    assertThat(program.file("made")).hasContent("/project");
    assertThat(Files.getAttribute(program.file("made"), "unix:uid"))
        .isEqualTo(Files.getAttribute(program.file("Cargo.toml"), "unix:uid"));
  }

  @Test
  void everyKindOfTestRuns() {
    var example = bench.example("hello").crossToml(BOOTED);

    assertThat(example.succeed("test", "--target", TRIPLE).output())
        .contains("test tests::tells_the_architecture_that_the_compiler_was_asked_for ... ok")
        .contains("test greets_by_name_and_tells_what_it_was_built_for ... ok")
        .containsPattern("src/lib.rs - greeting \\(line \\d+\\) ... ok");
  }

  @Test
  void aSignalIsTheStatusThatAShellWouldTell() {
    var program =
        bench.crate().crossToml(BOOTED).main("fn main() {\n    std::process::abort()\n}\n");

    program.run("run", "-q", "--target", TRIPLE).hasStatus(134);
  }

  @Test
  void aMachineThatDoesNotBootInTimeIsGivenUp() {
    var program =
        bench
            .crate()
            .crossToml(BOOTED + "[build.env]\npassthrough = [\"JCROSS_QEMU_BOOT_TIME=0\"]\n");

    var run = program.run("run", "-q", "--target", TRIPLE).hasStatus(1);

    assertThat(run.output()).isEmpty();
    assertThat(run.errors())
        .startsWith(
            "jcross-run-qemu-system: the machine ended before the program did: it did not boot"
                + " within 0 seconds (JCROSS_QEMU_BOOT_TIME)\n");
  }

  @Test
  void theMachineEndsWithTheCommand() {
    var running =
        bench
            .crate()
            .crossToml(BOOTED)
            .main(
                """
                fn main() {
                    println!("waiting");
                    loop {
                        std::thread::park();
                    }
                }
                """)
            .jcross()
            .start("run", "-q", "--target", TRIPLE)
            .awaitOutput("waiting");

    assertThat(running.signal("TERM").await().status()).isEqualTo(143);
  }
}
