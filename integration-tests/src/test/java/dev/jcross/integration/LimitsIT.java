package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Build scripts that want more of the machine than {@code limits.*} lets them have. */
class LimitsIT {
  private static final String[] BUILD = {"build", "--target", Workbench.NATIVE};

  /** Takes what the file says; what it could have stands in its output. */
  private static final String GREEDY =
      """
      use std::io::Write;
      use std::process::{Command, Stdio};

      fn main() {
          println!("cargo::rerun-if-changed=greed");
          match std::fs::read_to_string("greed").unwrap().trim() {
              "memory" => {
                  let all = vec![1u8; 1 << 30];
                  println!("cargo::warning=had {} bytes", all.iter().map(|&byte| byte as usize).sum::<usize>());
              }
              "processors" => {
                  println!("cargo::warning=saw {}", std::thread::available_parallelism().unwrap());
              }
              "processes" => {
                  let mut children = Vec::new();
                  while children.len() < 500 {
                      match Command::new("sleep").arg("60").stdout(Stdio::null()).spawn() {
                          Ok(child) => children.push(child),
                          Err(error) => {
                              println!("cargo::warning=started {}: {error}", children.len());
                              break;
                          }
                      }
                  }
                  for mut child in children {
                      child.kill().unwrap();
                      child.wait().unwrap();
                  }
              }
              "disk" => {
                  let path = format!("{}/much", std::env::var("OUT_DIR").unwrap());
                  let mut file = std::fs::File::create(path).unwrap();
                  let part = vec![1u8; 4 << 20];
                  for _ in 0..500 {
                      file.write_all(&part).unwrap();
                      file.sync_data().unwrap();
                      std::thread::sleep(std::time::Duration::from_millis(20));
                  }
                  println!("cargo::warning=wrote all of it");
              }
              _ => {}
          }
      }
      """;

  @RegisterExtension static final Workbench bench = new Workbench();

  private static Project crate = bench.nowhere();

  @BeforeAll
  static void makeCrate() throws IOException {
    crate = bench.crate().buildScript(GREEDY).main("fn main() {}");
  }

  private static Result build(String greed, String limit, String value) throws IOException {
    return crate
        .write("greed", greed)
        .jcross()
        .with("CROSS_BUILD_LIMITS_" + limit, value)
        .run(BUILD);
  }

  @Test
  void endWhatTakesTooMuchMemory() throws IOException {
    var result = build("memory", "MEMORY", "512m");

    assertThat(result.status()).as(result.errors()).isEqualTo(101);
    assertThat(result.errors()).contains("SIGKILL").doesNotContain("had 1073741824 bytes");
    assertThat(build("memory", "MEMORY", "3g").errors()).contains("had 1073741824 bytes");
  }

  @Test
  void tellCompilersHowManyProcessorsTheyMayUse() throws IOException {
    assertThat(build("processors", "CPUS", "1").errors()).contains("saw 1");
  }

  @Test
  void stopWhatStartsTooManyProcesses() throws IOException {
    var result = build("processes", "PROCESSES", "100");

    assertThat(result.status()).as(result.errors()).isZero();
    assertThat(result.errors())
        .containsPattern("started [4-9][0-9]: Resource temporarily unavailable");
  }

  @Test
  void endWhatFillsTheDiskAndLeaveTheRestOfIt() throws IOException {
    long free = Files.getFileStore(bench.root()).getUsableSpace();
    var result = build("disk", "FREE_DISK", Long.toString(free - (300L << 20)));

    result.hasStatus(74).showsNoStackTrace();
    assertThat(result.problems())
        .singleElement()
        .asString()
        .matches(
            "error\\[DISK_FULL\\]: the command was ended: it left less than [0-9]+ [a-zA-Z]+ of the"
                + " disk");
    assertThat(result.errors()).doesNotContain("wrote all of it");
    assertThat(crate.run("clean").status()).isZero();
    assertThat(build("nothing", "FREE_DISK", "100m").status()).isZero();
  }

  @Test
  void showInThePlan() {
    assertThat(
            crate
                .jcross()
                .with("CROSS_BUILD_LIMITS_MEMORY", "1.5g")
                .with("CROSS_BUILD_LIMITS_CPUS", "2")
                .succeed("plan", "build", "--target", Workbench.NATIVE)
                .output())
        .contains("at most 1536 MiB of memory, 2 processors, 4096 processes; 1 GiB of disk stays");
  }
}
