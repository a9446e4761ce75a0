package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a build script, which is anybody's code, can see and do. */
class SealingIT {
  @RegisterExtension static final Workbench bench = new Workbench();

  /** Facts that one build script found out, by name. */
  private static final Map<String, String> seen = new TreeMap<>();

  /** Looks around, and leaves what it finds as a file for the program to print. */
  private static final String LOOK_AROUND =
      """
      use std::fmt::Write;
      use std::fs;
      use std::net::{TcpStream, ToSocketAddrs, UdpSocket};

      fn writable(path: &str) -> String {
          match fs::write(path, "x") {
              Ok(()) => "written".into(),
              Err(error) => format!("{}", error.kind()),
          }
      }

      fn main() {
          let mut facts = String::new();
          let mut tell = |name: &str, value: String| {
              writeln!(facts, "{name}\\t{}", value.replace('\\n', " ")).unwrap();
          };
          for (name, value) in std::env::vars() {
              tell(&format!("variable {name}"), value);
          }
          for line in fs::read_to_string("/proc/self/status").unwrap().lines() {
              let (name, value) = line.split_once(':').unwrap();
              tell(&format!("status {name}"), value.trim().into());
          }
          for path in [
              "/x", "/etc/x", "/usr/x", "/cargo/x", "/cargo/registry/x", "/var/x", "/dev/x",
              "/tmp/x", "/target/x", "/build/x",
          ] {
              tell(&format!("write {path}"), writable(path));
          }
          for path in ["/var/run/docker.sock", "/run/docker.sock", "/root/.ssh", "/dev/sda"] {
              tell(&format!("exists {path}"), fs::metadata(path).is_ok().to_string());
          }
          let address = "1.1.1.1:53".parse().unwrap();
          let second = std::time::Duration::from_secs(1);
          tell("tcp", match TcpStream::connect_timeout(&address, second) {
              Ok(_) => "connected".into(),
              Err(error) => error.to_string(),
          });
          tell("udp", match UdpSocket::bind("0.0.0.0:0").and_then(|it| it.send_to(b"x", address)) {
              Ok(_) => "sent".into(),
              Err(error) => error.to_string(),
          });
          tell("dns", match "example.com:80".to_socket_addrs() {
              Ok(_) => "found".into(),
              Err(error) => error.to_string(),
          });
          let devices = fs::read_dir("/sys/class/net").unwrap();
          let names: Vec<String> =
              devices.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
          tell("devices", names.join(" "));
          fs::write(format!("{}/facts", std::env::var("OUT_DIR").unwrap()), facts).unwrap();
      }
      """;

  @BeforeAll
  static void lookAround() {
    var nosy =
        bench
            .crate()
            .buildScript(LOOK_AROUND)
            .main(
                """
                fn main() {
                    print!("{}", include_str!(concat!(env!("OUT_DIR"), "/facts")));
                }
                """);
    var printed =
        nosy.jcross()
            .with("CARGO_REGISTRY_TOKEN", "secret-1")
            .with("CARGO_REGISTRIES_TEAM_TOKEN", "secret-2")
            .with("SSH_AUTH_SOCK", "/tmp/agent.sock")
            .with("AWS_SECRET_ACCESS_KEY", "secret-3")
            .with("DOCKER_AUTH_CONFIG", "secret-4")
            .with("https_proxy", "http://user:secret-5@127.0.0.1:9")
            .with("NO_PROXY", "*")
            .with("MY_OWN_VARIABLE", "secret-6")
            .succeed("run", "--quiet", "--offline", "--target", Workbench.NATIVE)
            .output();
    printed.lines().map(line -> line.split("\t", 2)).forEach(parts -> seen.put(parts[0], parts[1]));
  }

  private static String seen(String fact) {
    return Objects.requireNonNull(seen.get(fact), () -> fact + " in " + seen);
  }

  @Test
  void hasNoNetworkAtAll() {
    assertThat(seen("tcp")).contains("Network is unreachable");
    assertThat(seen("udp")).contains("Network is unreachable");
    assertThat(seen("dns")).contains("failed to lookup address information");
    assertThat(seen("devices").split(" ")).contains("lo").doesNotContain("eth0");
  }

  @Test
  void seesNoSecretAndNoVariableThatNobodyPassedThrough() {
    assertThat(seen)
        .doesNotContainKeys(
            "variable CARGO_REGISTRY_TOKEN",
            "variable CARGO_REGISTRIES_TEAM_TOKEN",
            "variable SSH_AUTH_SOCK",
            "variable AWS_SECRET_ACCESS_KEY",
            "variable DOCKER_AUTH_CONFIG",
            "variable https_proxy",
            "variable MY_OWN_VARIABLE");
    assertThat(seen.values()).noneMatch(value -> value.contains("secret-"));
  }

  @Test
  void seesNothingOfTheEngineOrTheHostsHome() {
    assertThat(seen("exists /var/run/docker.sock")).isEqualTo("false");
    assertThat(seen("exists /run/docker.sock")).isEqualTo("false");
    assertThat(seen("exists /root/.ssh")).isEqualTo("false");
    assertThat(seen("exists /dev/sda")).isEqualTo("false");
    assertThat(seen("variable HOME")).isEqualTo("/home/jcross");
  }

  @Test
  void runsAsTheCallerWithoutAnyPrivilege() throws IOException {
    var uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    var gid = Files.getAttribute(Path.of("/proc/self"), "unix:gid").toString();
    assertThat(seen("status Uid").split("\\s+")).containsOnly(uid);
    assertThat(seen("status Gid").split("\\s+")).containsOnly(gid);
    for (var set : new String[] {"CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"}) {
      assertThat(seen("status " + set)).as(set).isEqualTo("0000000000000000");
    }
    assertThat(seen("status NoNewPrivs")).isEqualTo("1");
    assertThat(seen("status Seccomp")).isEqualTo("2");
  }

  @ParameterizedTest
  @CsvSource({
    "/x, read-only",
    "/etc/x, read-only",
    "/usr/x, read-only",
    "/var/x, read-only",
    "/cargo/x, read-only",
    "/tmp/x, written",
    "/target/x, written",
    "/build/x, written"
  })
  void canWriteOnlyWhereResultsGo(String path, String outcome) {
    assertThat(seen("write " + path)).contains(outcome);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "std::net::ToSocketAddrs::to_socket_addrs(\"example.com:80\").map(|_| ())",
        "std::net::TcpStream::connect(\"1.1.1.1:80\").map(|_| ())",
        "std::net::UdpSocket::bind(\"0.0.0.0:0\")"
            + ".and_then(|it| it.send_to(b\"x\", \"1.1.1.1:53\")).map(|_| ())"
      })
  void namesTheKeyThatOpensTheNetworkWhenABuildScriptNeedsIt(String attempt) {
    var reaching = bench.crate().buildScript("fn main() {\n    " + attempt + ".unwrap();\n}\n");

    reaching
        .run("build", "--target", Workbench.NATIVE)
        .hasStatus(101)
        .tells(
            "error[NETWORK_SEALED]: the build reached for the network, which is closed while code"
                + " is compiled")
        .hasErrorLine("        network = true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"build", "target"})
  void opensTheNetworkWhereTheSettingsSaySo(String table) throws IOException {
    try (var server = new ServerSocket(0)) {
      Thread.ofVirtual().start(() -> answer(server));
      var reaching =
          bench
              .crate()
              .crossToml(
                  "[%s]\nnetwork = true\n"
                      .formatted(table.equals("build") ? table : "target." + Workbench.NATIVE))
              .buildScript(
                  """
                  use std::io::Read;
                  use std::net::{Ipv4Addr, TcpStream};

                  /// The machine that the engine runs on: the way out of a container.
                  fn host() -> Ipv4Addr {
                      let routes = std::fs::read_to_string("/proc/net/route").unwrap();
                      let gateway = routes
                          .lines()
                          .map(|line| line.split('\\t').collect::<Vec<_>>())
                          .find(|words| words[1] == "00000000")
                          .unwrap()[2];
                      u32::from_str_radix(gateway, 16).unwrap().to_ne_bytes().into()
                  }

                  fn main() {
                      let mut text = String::new();
                      let mut stream = TcpStream::connect((host(), %d)).unwrap();
                      stream.read_to_string(&mut text).unwrap();
                      assert_eq!(text, "hello");
                  }
                  """
                      .formatted(server.getLocalPort()));

      reaching.succeed("build", "--target", Workbench.NATIVE);
    }
  }

  private static void answer(ServerSocket server) {
    try (var connection = server.accept()) {
      connection.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void downloadsCratesThoughTheCompilationIsSealed() {
    var needy =
        bench
            .crate()
            .manifest("[dependencies]\nitoa = \"1\"\n")
            .main("fn main() {\n    println!(\"{}\", itoa::Buffer::new().format(42));\n}\n");

    var run = needy.succeed("run", "--quiet", "--target", Workbench.NATIVE);

    assertThat(run.output()).isEqualTo("42\n");
    assertThat(needy.file("Cargo.lock")).content().contains("name = \"itoa\"");
  }

  @Test
  void leavesTheSourcesAloneUnderLocked() {
    var crate = bench.crate();
    crate.succeed("fetch", "--target", Workbench.NATIVE);
    crate.buildScript(
        """
        fn main() {
            let error = std::fs::write("planted", "x").unwrap_err();
            assert_eq!(error.kind(), std::io::ErrorKind::ReadOnlyFilesystem);
        }
        """);

    crate.succeed("build", "--locked", "--target", Workbench.NATIVE);

    assertThat(crate.file("planted")).doesNotExist();
  }
}
