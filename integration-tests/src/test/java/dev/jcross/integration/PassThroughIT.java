package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** jcross stands between a user and cargo, and is not to be noticed there. */
class PassThroughIT {
  @RegisterExtension static final Workbench bench = new Workbench();

  private static Project echo = bench.nowhere();

  @BeforeAll
  static void buildTheProgram() {
    echo =
        bench
            .crateIn("echo")
            .main(
                """
                use std::io::{Read, Write, copy, stdin, stdout};

                fn main() {
                    let words: Vec<String> = std::env::args().skip(1).collect();
                    match words[0].as_str() {
                        "exit" => std::process::exit(words[1].parse().unwrap()),
                        "abort" => std::process::abort(),
                        "both" => {
                            println!("to standard output");
                            eprintln!("to standard error");
                        }
                        "copy" => {
                            copy(&mut stdin().lock(), &mut stdout().lock()).unwrap();
                        }
                        "count" => {
                            let mut all = Vec::new();
                            stdin().read_to_end(&mut all).unwrap();
                            println!("{} bytes", all.len());
                        }
                        "flood" => {
                            let line = [b'x'; 99];
                            for _ in 0..20_000 {
                                stdout().write_all(&line).unwrap();
                                stdout().write_all(b"\\n").unwrap();
                            }
                        }
                        _ => words[1..].iter().for_each(|word| println!("<{word}>")),
                    }
                }
                """);
    echo.succeed("build", "--target", Workbench.NATIVE);
  }

  private static Result echo(String... words) {
    return echo(echo.jcross(), words);
  }

  private static Result echo(Jcross jcross, String... words) {
    var all = new ArrayList<>(List.of("run", "--quiet", "--target", Workbench.NATIVE, "--"));
    all.addAll(List.of(words));
    return jcross.run(all.toArray(String[]::new));
  }

  @Test
  void endsWithTheStatusOfAFailedCompilation() {
    var broken = bench.crate().main("fn main() {\n    no_such_thing();\n}\n");

    var build = broken.run("build", "--target", Workbench.NATIVE).hasStatus(101);

    assertThat(build.errors())
        .contains("error[E0425]: cannot find function `no_such_thing`")
        .contains("--> src/main.rs:2:5");
    assertThat(build.output()).isEmpty();
    assertThat(build.problems()).isEmpty();
  }

  @Test
  void endsWithTheStatusOfTheProgram() {
    echo("exit", "7").hasStatus(7);
    echo("exit", "0").hasStatus(0);
    echo("exit", "255").hasStatus(255);
  }

  @Test
  void endsAsCargoDoesWhenTheProgramIsKilled() {
    // SIGABRT is 6; cargo becomes the program, so the status is the shell's 128 + 6.
    echo("abort").hasStatus(134);
  }

  @Test
  void keepsTheTwoStreamsApart() {
    var both = echo("both").hasStatus(0);

    assertThat(both.output()).isEqualTo("to standard output\n");
    assertThat(both.errors()).isEqualTo("to standard error\n");
  }

  @Test
  void pipesItsInputToTheProgramUpToTheEnd() {
    assertThat(echo(echo.jcross().input("one\ntwo"), "copy").hasStatus(0).output())
        .isEqualTo("one\ntwo");
    assertThat(echo(echo.jcross().input(""), "count").hasStatus(0).output()).isEqualTo("0 bytes\n");
  }

  @Test
  void pipesMuchInAndMuchOut() {
    var bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);

    assertThat(echo(echo.jcross().input(bytes), "count").hasStatus(0).output())
        .isEqualTo("3000000 bytes\n");
    assertThat(echo("flood").hasStatus(0).output()).hasSize(2_000_000);
  }

  @Test
  void endsThoughTheProgramLeavesItsInputUnread() {
    echo(echo.jcross().input(new byte[500_000]), "exit", "3").hasStatus(3);
  }

  @Test
  void handsWordsBehindTheDashesOnAsTheyAre() {
    var words =
        List.of(
            "with space",
            "it's",
            "\"quoted\"",
            "@file",
            "--target",
            "thumbv7em-none-eabi",
            "--fresh",
            "--",
            "",
            "größer",
            "$HOME",
            "*",
            "back\\slash",
            "new\nline");
    var all = new ArrayList<>(List.of("words"));
    all.addAll(words);

    var echoed = echo(all.toArray(String[]::new)).hasStatus(0);

    var expected = new StringBuilder();
    words.forEach(word -> expected.append('<').append(word).append(">\n"));
    assertThat(echoed.output()).isEqualTo(expected.toString());
  }

  @Test
  void namesTheFilesOfTheHostInCargosMessages() throws JsonProcessingException {
    var json =
        echo.succeed("build", "--target", Workbench.NATIVE, "--message-format=json").output();

    var files = new ArrayList<String>();
    for (var line : json.lines().toList()) {
      var message = new ObjectMapper().readTree(line);
      if (message.path("reason").asText().equals("compiler-artifact")) {
        message.path("filenames").forEach(name -> files.add(name.asText()));
        files.add(message.path("executable").asText());
        files.add(message.path("manifest_path").asText());
        files.add(message.path("target").path("src_path").asText());
      }
    }
    assertThat(files).hasSize(4).allSatisfy(name -> assertThat(Path.of(name)).exists());
    assertThat(files).contains(binary().toString());
  }

  @Test
  void namesTheFilesOfTheHostInDiagnosticsForEditors() throws JsonProcessingException {
    var warned = bench.crate().main("fn main() {\n    let unused = 1;\n}\n");

    var json =
        warned.succeed("check", "--target", Workbench.NATIVE, "--message-format", "json").output();

    var names = new ArrayList<String>();
    for (var line : json.lines().toList()) {
      JsonNode message = new ObjectMapper().readTree(line);
      if (message.path("reason").asText().equals("compiler-message")) {
        names.add(message.path("target").path("src_path").asText());
      }
    }
    assertThat(names).containsOnly(warned.file("src/main.rs").toString());
  }

  @Test
  void putsTheProgramBesideTheSources() {
    assertThat(Files.isExecutable(binary())).isTrue();
  }

  private static Path binary() {
    return echo.file("target/" + Workbench.NATIVE + "/debug/program");
  }

  @Test
  void coloursOnATerminalAndNotInAPipe() {
    var crate = bench.crate().main("fn main() {\n    let unused = 1;\n}\n");

    var piped = crate.succeed("check", "--target", Workbench.NATIVE);
    assertThat(piped.errors()).contains("warning: unused variable").doesNotContain("\u001B[");

    crate.main("fn main() {\n    let unused = 2;\n}\n");
    var shown =
        crate
            .jcross()
            .with("TERM", "xterm-256color")
            .without("CI")
            .without("NO_COLOR")
            .onTerminal("check", "--target", Workbench.NATIVE)
            .hasStatus(0);
    assertThat(shown.output()).contains("\u001B[").contains("unused variable");
  }

  @Test
  void givesTheProgramATerminalOfItsOwn() {
    var crate =
        bench
            .crate()
            .main(
                """
                use std::io::IsTerminal;

                fn main() {
                    println!("in {}", std::io::stdin().is_terminal());
                    println!("out {}", std::io::stdout().is_terminal());
                    println!("err {}", std::io::stderr().is_terminal());
                }
                """);

    var onTerminal =
        crate
            .jcross()
            .with("TERM", "xterm")
            .onTerminal("run", "--quiet", "--target", Workbench.NATIVE)
            .hasStatus(0);
    assertThat(onTerminal.output().replace("\r", "")).contains("in true\nout true\nerr true\n");

    var piped = crate.succeed("run", "--quiet", "--target", Workbench.NATIVE);
    assertThat(piped.output()).isEqualTo("in false\nout false\nerr false\n");
  }
}
