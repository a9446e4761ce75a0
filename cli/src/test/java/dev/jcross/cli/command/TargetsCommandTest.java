package dev.jcross.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jcross.image.BuiltinRecipes;
import dev.jcross.image.ImageSource;
import dev.jcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsCommandTest {
  private static final String ARM = "aarch64-unknown-linux-gnu";
  private static final BuiltinRecipes RECIPES = BuiltinRecipes.load();

  private static String reference() {
    return ((ImageSource.Built) RECIPES.image(ARM, "auto").orElseThrow()).reference();
  }

  private static Terminal withEngine() {
    return new Terminal().engine(new FakeEngine().with(reference(), 1_450_000_000));
  }

  /** The cells of a line, which are two blanks or more apart. */
  private static List<String> cells(Terminal.Screen screen, String start) {
    return screen
        .output()
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> List.of(line.split(" {2,}")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void listsEveryRecipeUnderItsFamily() {
    var screen = withEngine().wide(80).type("targets");

    var listed = new ArrayList<String>();
    for (var line : screen.output().lines().toList()) {
      var word = line.split(" ", 2)[0];
      if (TargetTriple.isKnown(word)) {
        listed.add(word);
      }
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(RECIPES.triples());
    assertThat(screen.output())
        .startsWith("Linux, glibc\nTARGET ")
        .endsWith("\nAll about one of them: jcross targets <target>\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 132, 200})
  void fitsTheTerminal(int width) {
    assertThat(withEngine().wide(width).type("targets").output().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
  }

  @Test
  void tellsWhatIsWorthMostWhereThereIsNoRoomForAll() {
    var screen = withEngine().wide(75).type("targets", "unknown-linux-gnu", "64");

    assertThat(cells(screen, "TARGET"))
        .containsExactly("TARGET", "LIBC", "COMPILER", "RUNNER", "IMAGE");
    assertThat(cells(screen, ARM))
        .containsExactly(ARM, "glibc 2.41", "gcc 14.2", "qemu-user", "1.5 GB");
    assertThat(cells(screen, "x86_64"))
        .containsExactly("x86_64-unknown-linux-gnu", "glibc 2.41", "gcc 14.2", "native", "-");
  }

  @Test
  void aProgramThatReadsItGetsAll() {
    var screen = withEngine().type("targets");

    assertThat(cells(screen, "TARGET"))
        .containsExactly("TARGET", "LIBC", "COMPILER", "C++", "RUNNER", "STD", "HOSTS", "IMAGE");
    assertThat(cells(screen, ARM))
        .containsExactly(
            ARM,
            "glibc 2.41",
            "gcc 14.2",
            "libstdc++",
            "qemu-user",
            "rust-lang, Debian",
            "linux/amd64, linux/arm64",
            "1.5 GB");
  }

  @Test
  void needsNoEngine() {
    var screen = new Terminal().type("targets");

    assertThat(cells(screen, ARM)).endsWith("?");
    assertThat(screen.errors()).isEmpty();
    assertThat(screen.status()).isZero();
  }

  @Test
  void tellsAllAboutOne() {
    var screen = withEngine().wide(80).type("targets", ARM);

    assertThat(screen.output())
        .isEqualTo(
            """
            target       aarch64-unknown-linux-gnu
            C library    glibc 2.41
                         any glibc from 2.17 to 2.44: --target aarch64-unknown-linux-gnu.2.17
            C compiler   gcc 14.2
            C++ library  libstdc++
            runners      qemu-user, qemu-system
            std          rust-lang, Debian
            hosts        linux/amd64, linux/arm64
            image        %s
                         built, 1.5 GB
            """
                .formatted(reference()));
  }

  @ParameterizedTest
  @CsvSource({
    "gnueabihf armv7, armv7-unknown-linux-gnueabihf",
    "ARMV7 GNUEABIHF GLIBC, armv7-unknown-linux-gnueabihf",
    "wasm32-wasip1, wasm32-wasip1",
    "x86_64-unknown-linux-gnu, x86_64-unknown-linux-gnu",
  })
  void findsATargetByWordsOfItsNameAndOfWhatIsToldOfIt(String words, String found) {
    var screen = new Terminal().type(("targets " + words).split(" "));

    assertThat(screen.output()).startsWith("target       " + found + "\n");
  }

  @Test
  void tellsOfAWordThatFitsNone() {
    var screen = new Terminal().type("targets", "arm64-linux");

    assertThat(screen.errors())
        .isEqualTo(
            """
            error[TARGET_UNKNOWN]: no target that jcross has an image for is like 'arm64-linux'
              help: did you mean 'aarch64-unknown-linux-gnu'?
            """);
    assertThat(screen.status()).isEqualTo(64);
    assertThat(new Terminal().type("targets", "m68k-unknown-linux-gnu").errors())
        .isEqualTo(
            """
            error[TARGET_UNKNOWN]: jcross has no image for 'm68k-unknown-linux-gnu'
              help: all of them: jcross targets
            """);
  }

  @Test
  void printsJsonForPrograms() throws Exception {
    var json = new ObjectMapper().readTree(withEngine().type("targets", ARM, "--json").output());

    assertThat(json.at("/schema").asInt()).isEqualTo(1);
    assertThat(json.at("/targets")).hasSize(1);
    var target = json.at("/targets/0");
    assertThat(target.at("/glibc")).hasSize(28);
    assertThat(target.toString().replaceAll("\"glibc\":\\[[^]]*\\],", ""))
        .isEqualTo(
            "{\"target\":\"aarch64-unknown-linux-gnu\",\"family\":\"glibc\",\"libc\":\"glibc"
                + " 2.41\",\"compiler\":\"gcc"
                + " 14.2\",\"cxx\":\"libstdc++\",\"runner\":\"qemu-user\","
                + "\"runners\":[\"qemu-user\",\"qemu-system\"],\"std\":[\"rust-lang\",\"Debian\"],\"sdk\":null,"
                + "\"sdkOptional\":false,\"hosts\":[\"linux/amd64\",\"linux/arm64\"],\"image\":\""
                + reference()
                + "\",\"state\":\"built\",\"size\":1450000000}");
  }

  @Test
  void everyTargetIsInTheJson() throws Exception {
    var json = new ObjectMapper().readTree(new Terminal().type("targets", "--json").output());

    var names = new ArrayList<String>();
    json.at("/targets").forEach(target -> names.add(target.at("/target").asText()));
    assertThat(names).containsExactlyElementsOf(RECIPES.triples());
    assertThat(json.at("/targets/0/state").asText()).isEqualTo("unknown");
    assertThat(json.at("/targets/0/size").isNull()).isTrue();
  }
}
