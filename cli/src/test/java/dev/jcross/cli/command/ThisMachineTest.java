package dev.jcross.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisMachineTest {
  @TempDir Path directory = Path.of("/");

  private static ThisMachine machine(Terminal terminal) {
    return new ThisMachine(terminal.context().host());
  }

  @Test
  void findsProgramsOnTheSearchPathOnly() throws IOException {
    var program = Files.writeString(directory.resolve("mmdebstrap"), "#!/bin/sh\n");
    var machine = machine(new Terminal().variable("PATH", "/nowhere::" + directory));
    assertThat(machine.hasProgram("mmdebstrap")).as("not executable").isFalse();
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(machine.hasProgram("mmdebstrap")).isTrue();
  }

  @Test
  void asksTheDiskOfTheNearestDirectoryThatExists() throws IOException {
    var machine = machine(new Terminal());
    assertThat(machine.disk(directory.resolve("not/there")).name())
        .isEqualTo(machine.disk(directory).name());
  }

  @Test
  void countsNoCertificatesWhereThereAreNone() throws IOException {
    var machine = machine(new Terminal());
    assertThatThrownBy(() -> machine.certificates(directory.resolve("nope")))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(machine.certificates(Files.writeString(directory.resolve("empty"), ""))).isZero();
  }

  @Test
  void goesThroughTheProxyThatCurlWouldTake() {
    var proxies =
        Proxies.of(
            new Terminal()
                .variable("HTTPS_PROXY", "proxy.example:3128")
                .variable("no_proxy", "localhost,.rust-lang.org")
                .context()
                .host());
    assertThat(proxies.forAddress(URI.create("https://mirror.example/x")))
        .contains(URI.create("http://proxy.example:3128"));
    assertThat(proxies.forAddress(URI.create("https://static.rust-lang.org/x"))).isEmpty();
    assertThat(proxies.forAddress(URI.create("http://mirror.example/x"))).isEmpty();
  }
}
