package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A target of the user's own, derived from one that there is an image for. */
class CustomTargetIT {
  @RegisterExtension static final Workbench bench = new Workbench();

  @Test
  void isBuiltInTheImageOfTheTargetThatItIsDerivedFrom() {
    var crate =
        bench
            .crate()
            .manifest("[profile.dev]\npanic = \"abort\"\n")
            .crossToml("[target.acme]\nbuild-std = [\"core\"]\n")
            .buildScript("fn main() {\n    println!(\"cargo::rustc-link-arg=-nostartfiles\");\n}\n")
            .main(
                """
                #![no_std]
                #![no_main]

                #[panic_handler]
                fn panic(_: &core::panic::PanicInfo) -> ! {
                    loop {}
                }

                #[unsafe(no_mangle)]
                extern "C" fn _start() -> ! {
                    loop {}
                }
                """);
    var specification =
        crate.run(
            "exec",
            "+nightly",
            "--target",
            Workbench.NATIVE,
            "--",
            "rustc",
            "-Zunstable-options",
            "--print",
            "target-spec-json",
            "--target",
            Workbench.NATIVE);
    assumeTrue(specification.status() == 0, "no nightly can be had here: " + specification);
    var text = specification.output();
    crate.write("boards/acme.json", text.substring(text.indexOf('{')));

    var built = crate.succeed("+nightly", "build", "--target", "boards/acme.json");

    assertThat(built.errors()).contains("    Artifact target/acme/debug/program: ELF ");
    assertThat(crate.succeed("inspect", "target/acme/debug/program").output())
        .contains("  machine      " + Workbench.NATIVE.replaceFirst("-.*", ""));
  }
}
