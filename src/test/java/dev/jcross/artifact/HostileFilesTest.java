package dev.jcross.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged files end in an inspection or a problem, and never in anything else. */
class HostileFilesTest {
  private static final int ROUNDS = 130;

  @TempDir private Path folder;

  static Stream<Arguments> seeds() {
    return Samples.ALL.stream().map(name -> Arguments.of(name, 20_261_121L + name.hashCode()));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("seeds")
  void survivesFlippedBytesAndCuts(String sample, long seed) throws IOException {
    var random = new Random(seed);
    var whole = Files.readAllBytes(Samples.file(sample));
    // As a library of a crate is called.
    var file = folder.resolve("libmutant-0123456789abcdef.rlib");
    for (int round = 0; round < ROUNDS; round++) {
      var bytes = whole.clone();
      int flips = 1 + random.nextInt(8);
      for (int i = 0; i < flips; i++) {
        // Headers are small and matter most; interesting values find more than random ones.
        int at = random.nextInt(random.nextBoolean() ? Math.min(512, bytes.length) : bytes.length);
        bytes[at] =
            switch (random.nextInt(4)) {
              case 0 -> (byte) 0xff;
              case 1 -> 0;
              case 2 -> (byte) 0x7f;
              default -> (byte) random.nextInt();
            };
      }
      if (random.nextInt(4) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      }
      Files.write(file, bytes);
      assertThat(SymbolUsers.in(folder, Set.of("puts", "half")).users().size()).isLessThan(2);
      try {
        var inspection = ArtifactReader.inspect(file);
        assertThat(InspectionText.lines(inspection)).isNotEmpty();
        assertThat(InspectionJson.map(inspection)).containsKey("format");
      } catch (ProblemException e) {
        assertThat(e.problems().getFirst().code()).isEqualTo(ProblemCode.ARTIFACT_UNREADABLE);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("seeds")
  void survivesEveryCut(String sample, long seed) throws IOException {
    var whole = Files.readAllBytes(Samples.file(sample));
    var file = folder.resolve("cut");
    for (int length = 0; length < whole.length; length += 1 + whole.length / 100) {
      Files.write(file, Arrays.copyOf(whole, length));
      try {
        assertThat(ArtifactReader.inspect(file).sizeBytes()).isEqualTo(length);
      } catch (ProblemException e) {
        assertThat(e.problems().getFirst().code()).isEqualTo(ProblemCode.ARTIFACT_UNREADABLE);
      }
    }
  }
}
