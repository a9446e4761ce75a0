package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Programs without an operating system, on a machine of QEMU. */
class FirmwareIT {
  private static final String TRIPLE = "thumbv7em-none-eabihf";

  @RegisterExtension static final Workbench bench = new Workbench();

  /** Its library is compiled meanwhile, which takes longer than any test may. */
  @BeforeAll
  static void buildTheImage() {
    bench
        .crate()
        .jcross()
        .start("exec", "--target", TRIPLE, "--", "true")
        .await(Duration.ofMinutes(30))
        .hasStatus(0);
  }

  /** A program for a board whose flash and memory start at these addresses. */
  private static Project program(String flash, String dependencies, String main) {
    return bench
        .crate()
        .manifest(
            """
            test = false
            [profile.dev]
            panic = "abort"
            [dependencies]
            cortex-m-rt = "0.7.5"
            """
                + dependencies)
        .buildScript(
            """
            fn main() {
                let folder = std::env::var("OUT_DIR").unwrap();
                let memory = "MEMORY { FLASH : ORIGIN = %s, LENGTH = 256K \
            RAM : ORIGIN = 0x20000000, LENGTH = 64K }";
                std::fs::write(format!("{folder}/memory.x"), memory).unwrap();
                println!("cargo::rustc-link-search={folder}");
                println!("cargo::rustc-link-arg-bins=-Tlink.x");
                println!("cargo::rustc-link-arg-bins=--nmagic");
            }
            """
                .formatted(flash))
        .main("#![no_std]\n#![no_main]\n" + main);
  }

  /** One that does what its arguments say. */
  private static Project obedient() {
    return program(
        "0",
        "semihosting = { version = \"=0.1.25\", features = [\"args\", \"panic-handler\", \"stdio\"]"
            + " }\n",
        """
        use semihosting::experimental::env::args;
        use semihosting::io::{Read, stdin};
        use semihosting::{eprintln, print, println, process};

        #[cortex_m_rt::entry]
        fn main() -> ! {
            let words = args::<256>().unwrap();
            for word in (&words).skip(1) {
                match word.unwrap() {
                    "read" => {
                        let mut bytes = [0; 64];
                        let length = stdin().unwrap().read(&mut bytes).unwrap();
                        print!("read {}", core::str::from_utf8(&bytes[..length]).unwrap());
                    }
                    "complain" => eprintln!("complaint"),
                    "port" => {
                        let control = 0x4000_4008 as *mut u32;
                        let data = 0x4000_4000 as *mut u32;
                        unsafe { control.write_volatile(1) };
                        for byte in *b"from the port\\n" {
                            unsafe { data.write_volatile(byte.into()) };
                        }
                    }
                    "panic" => panic!("as told"),
                    "forever" => loop {},
                    word => match word.parse() {
                        Ok(status) => process::exit(status),
                        Err(_) => println!("{word}"),
                    },
                }
            }
            process::exit(0)
        }
        """);
  }

  @Test
  void theExampleRunsWithEveryOptionThatFirmwareIsBuiltWith() {
    var example = bench.example("firmware");

    var run = example.succeed("run", "--release", "--target", TRIPLE);

    assertThat(run.output())
        .isEqualTo(
            """
            Hello from thumbv7em-none-eabihf!
            The checksum of "Wikipedia" is 0x11e60398.
            The mean of the samples is 21.5.
            """);
    assertThat(run.errors()).doesNotContain("qemu");
    assertThat(example.succeed("inspect", "target/" + TRIPLE + "/release/firmware").output())
        .containsPattern("machine +arm");
  }

  @Test
  void argumentsStreamsAndStatusPass() {
    var program = obedient();

    var run =
        program
            .jcross()
            .input("a line\n")
            .run("run", "-q", "--target", TRIPLE, "--", "read", "a,b", "complain", "port", "7")
            .hasStatus(7);

    assertThat(run.output()).isEqualTo("read a line\na,b\nfrom the port\n");
    assertThat(run.errors()).startsWith("complaint\n");
  }

  @Test
  void aPanicIsAFailure() {
    var run = obedient().run("run", "-q", "--target", TRIPLE, "--", "panic").hasStatus(101);

    assertThat(run.errors()).contains("as told");
  }

  @Test
  void whatNeverEndsIsEndedFromTheTerminal() {
    var program = obedient();
    program.succeed("build", "-q", "--target", TRIPLE);

    var running =
        program
            .jcross()
            .startOnTerminal("run", "-q", "--target", TRIPLE, "--", "waiting", "forever");

    assertThat(running.awaitOutput("waiting").type("\u0003").await().status()).isEqualTo(130);
  }

  @Test
  void anotherMachineHasItsFlashElsewhere() {
    var program =
        program(
                "0x08000000",
                """
                cortex-m = { version = "0.7.7", features = ["critical-section-single-core"] }
                cortex-m-semihosting = "0.5"
                panic-halt = "1.0"
                """,
                """
                use cortex_m_semihosting::{debug, hprintln};
                use panic_halt as _;

                #[cortex_m_rt::entry]
                fn main() -> ! {
                    hprintln!("from {:#010x}", (here as fn()) as usize & 0xff00_0000);
                    debug::exit(debug::EXIT_FAILURE);
                    loop {}
                }

                #[inline(never)]
                fn here() {}
                """)
            .crossToml("[build.env]\npassthrough = [\"JCROSS_QEMU_MACHINE=olimex-stm32-h405\"]\n");

    var run = program.run("run", "-q", "--target", TRIPLE).hasStatus(1);

    assertThat(run.output()).isEqualTo("from 0x08000000\n");
  }
}
