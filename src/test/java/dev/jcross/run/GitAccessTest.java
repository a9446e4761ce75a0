package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitAccessTest {
  private static final String HELPER = "/home/jcross/.jcross-git-credentials";
  private static final String CONFIG = "/home/jcross/.gitconfig";

  @TempDir Path directory;

  /** A git with these answers, by the beginning of the question. */
  private static final class Answering implements Surroundings.Git {
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final List<Map.Entry<String, String>> settings = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();

    Answering answer(String question, String answer) {
      answers.put(question, answer);
      return this;
    }

    Answering setting(String name, String value) {
      settings.add(Map.entry(name, value));
      return this;
    }

    @Override
    public Optional<String> fill(String question) {
      questions.add(question);
      return answers.entrySet().stream()
          .filter(known -> question.startsWith(known.getKey()))
          .findFirst()
          .map(Map.Entry::getValue);
    }

    @Override
    public List<Map.Entry<String, String>> settings(String pattern) {
      return settings.stream().filter(known -> known.getKey().matches(pattern)).toList();
    }
  }

  private static final String SERVER = "protocol=https\nhost=git.example\n";

  private static Answering ofTheServer() {
    return new Answering()
        .answer(SERVER, SERVER + "username=ada\npassword=it's $secret `x`\\n %s\n");
  }

  /** What git would be told. */
  private String asked(Map<String, String> files, String question)
      throws IOException, InterruptedException {
    var script = Files.writeString(directory.resolve("helper"), files.getOrDefault(HELPER, ""));
    var process = new ProcessBuilder("sh", script.toString(), "get").start();
    try (var input = process.getOutputStream()) {
      input.write(question.replace(' ', '\n').getBytes(StandardCharsets.UTF_8));
    }
    var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return answer;
  }

  private static Map<String, String> files(Surroundings.Git git, List<String> urls) {
    return GitAccess.about(git, urls).files();
  }

  @Test
  void letsGitItselfFetchWhereItHasSomethingToTellAndNeedsNoSsh() {
    var url = "https://git.example/a";

    assertThat(GitAccess.about(new Answering(), List.of(url)).commandLine()).isFalse();
    assertThat(GitAccess.about(ofTheServer(), List.of(url)).commandLine()).isTrue();
    assertThat(GitAccess.about(ofTheServer(), List.of(url, "ssh://git@other/b")).commandLine())
        .isFalse();
    assertThat(
            GitAccess.about(
                    ofTheServer().setting("url.https://other/.insteadof", "ssh://git@other/"),
                    List.of(url, "ssh://git@other/b"))
                .commandLine())
        .isTrue();
    assertThat(
            GitAccess.about(new Answering().setting("http.extraheader", "X: y"), List.of(url))
                .commandLine())
        .isTrue();
  }

  @Test
  void asksNobodyAndTellsNothingWithoutARepository() {
    var git = ofTheServer().setting("url.https://a/.insteadof", "https://b/");

    assertThat(files(git, List.of())).isEmpty();
    assertThat(git.questions).isEmpty();
  }

  @Test
  void tellsNothingWhereNobodyHasAnAnswer() {
    assertThat(files(new Answering(), List.of("https://git.example/a"))).isEmpty();
    assertThat(
            files(
                new Answering().answer("protocol", "username=\npassword=\n"),
                List.of("https://git.example/a")))
        .isEmpty();
  }

  @Test
  void asksForEachRepositoryWithItsPathAndItsUser() {
    var git = new Answering();

    files(
        git,
        List.of("https://git.example:8443/team/a%20b", "https://bob@git.example/c", "ssh://x/y"));

    assertThat(git.questions)
        .containsExactly(
            "protocol=https\nhost=git.example:8443\npath=team/a b\n",
            "protocol=https\nhost=git.example\npath=c\nusername=bob\n");
  }

  @ParameterizedTest
  @CsvSource({
    "protocol=https host=git.example path=team/a, true",
    "protocol=https host=git.example, true",
    "protocol=https host=git.example path=another/b, true",
    "protocol=http host=git.example path=team/a, false",
    "protocol=https host=git.example.evil path=team/a, false",
    "protocol=https host=other path=git.example/, false",
    "protocol=https host=git.example username=bob, false",
  })
  void answersForTheServerItWasAskedFor(String question, boolean answered)
      throws IOException, InterruptedException {
    var files = files(ofTheServer(), List.of("https://git.example/team/a"));

    assertThat(asked(files, question + " "))
        .isEqualTo(answered ? "username=ada\npassword=it's $secret `x`\\n %s\n" : "");
    assertThat(files.get(CONFIG)).contains("helper = \"!sh " + HELPER + "\"");
  }

  @Test
  void tellsRepositoriesWithPasswordsOfTheirOwnApart() throws IOException, InterruptedException {
    var git =
        new Answering()
            .answer(SERVER + "path=one\n", SERVER + "path=one\nusername=u\npassword=1\n")
            .answer(SERVER + "path=*\n", SERVER + "path=*\nusername=u\npassword=2\n");

    var files = files(git, List.of("https://git.example/one", "https://git.example/*"));

    assertThat(asked(files, "protocol=https host=git.example path=one ")).contains("password=1");
    assertThat(asked(files, "protocol=https host=git.example path=* ")).contains("password=2");
    assertThat(asked(files, "protocol=https host=git.example path=two ")).isEmpty();
  }

  @Test
  void answersOnlyWhenAsked() throws IOException, InterruptedException {
    var files = files(ofTheServer(), List.of("https://git.example/team/a"));
    var script = Files.writeString(directory.resolve("helper"), files.get(HELPER));

    var process = new ProcessBuilder("sh", script.toString(), "erase").start();

    assertThat(process.getInputStream().readAllBytes()).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void takesPasswordsOutOfAddressesAsGitWouldNoteThem() throws IOException, InterruptedException {
    var git =
        new Answering()
            .setting("url.https://x-token:p%40ss@git.example/.insteadof", "https://git.example/")
            .setting("url.https://oauth:other@mirror.example/.insteadof", "ssh://git@git.example/");

    var files = files(git, List.of("https://git.example/a", "ssh://git@git.example/b"));

    assertThat(files.get(CONFIG))
        .contains("[url \"https://mirror.example/\"]\n\tinsteadOf = \"ssh://git@git.example/\"\n")
        .doesNotContain("p%40ss", "other", "x-token");
    assertThat(asked(files, "protocol=https host=git.example path=a "))
        .isEqualTo("username=x-token\npassword=p@ss\n");
    assertThat(asked(files, "protocol=https host=mirror.example path=b "))
        .isEqualTo("username=oauth\npassword=other\n");
  }

  @Test
  void asksForTheAddressThatGitWillReallyUse() {
    var git =
        ofTheServer()
            .setting("url.https://git.example/team/.insteadof", "https://public.example/")
            .setting("url.https://wrong.example/.insteadof", "https://pub");

    files(git, List.of("https://public.example/a"));

    assertThat(git.questions).containsExactly(SERVER + "path=team/a\n");
  }

  @Test
  void handsHeadersOn() {
    var git =
        new Answering()
            .setting("http.https://git.example/.extraheader", "AUTHORIZATION: basic \"abc\"")
            .setting("http.extraheader", "X-All: 1")
            .setting("http.proxy", "http://not.mine");

    var files = files(git, List.of("https://git.example/a"));

    assertThat(files.get(CONFIG))
        .isEqualTo(
            """
            [http "https://git.example/"]
            	extraHeader = "AUTHORIZATION: basic \\"abc\\""
            [http]
            	extraHeader = "X-All: 1"
            """);
  }
}
