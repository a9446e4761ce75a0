package dev.jcross.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineNameTest {
  @TempDir Path root = Path.of("/");

  private void write(String file, String text) throws IOException {
    var path = root.resolve(file);
    Files.createDirectories(java.util.Objects.requireNonNull(path.getParent()));
    Files.writeString(path, text);
  }

  @Test
  void tellsContainersOfOneImageApartByTheirHostNames() throws IOException {
    write("etc/machine-id", "0123456789abcdef0123456789abcdef\n");
    write("proc/sys/kernel/hostname", "runner-1\n");
    var first = MachineName.below(root);
    write("proc/sys/kernel/hostname", "runner-2\n");

    assertThat(first).matches("[0-9a-f]{16}").isNotEqualTo(MachineName.below(root));
    assertThat(MachineName.below(root)).isEqualTo(MachineName.below(root));
  }

  @Test
  void isEmptyWhereNothingCanBeRead() {
    assertThat(MachineName.below(root)).isEmpty();
  }
}
