package dev.jcross.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnTextTest {
  private static final String TEXT = LockText.of(Locks.three());

  @Test
  void readsWhatJcrossWrites() {
    assertThat(OwnText.read(TEXT)).hasValue(Locks.three());
    assertThat(OwnText.read(LockText.of(CrossLock.EMPTY))).hasValue(CrossLock.EMPTY);
    assertThat(LockReader.readToml(TEXT, "Cross.lock")).isEqualTo(Locks.three());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "version = 1\n", "[[target]]\n", "# \n\n[[image]]\n\n\n[[image]]"})
  void leavesOtherTextsToTheReaderOfToml(String text) {
    assertThat(OwnText.read(text)).isEmpty();
  }

  @Test
  void leavesWhatAnEditorHasTouchedToTheReaderOfToml() {
    var touched =
        List.of(
            TEXT + "\n",
            TEXT.replace("\n", "\r\n"),
            TEXT.replace("name = ", "name="),
            TEXT.replace("\"jcross/pc:1\"", "'jcross/pc:1'"),
            TEXT.replace("version = 1", "version = 2"),
            TEXT.replace(Locks.ONES, "sha256:1"),
            TEXT.replace("package curl 8.14.1", "package curl"),
            TEXT.replace("host = ", "hots = "),
            TEXT.replaceFirst("(?s)\\n\\[\\[target]](.*?)\\n(?=\\n)", "$0$0"));

    assertThat(touched).allSatisfy(text -> assertThat(OwnText.read(text)).isEmpty());
  }

  @Test
  void leavesNamesThatNeedQuotingToTheReaderOfToml() {
    var odd = Locks.three().with(Locks.target("a\"b", "jcross/pi:1"), Locks.three().images());

    assertThat(OwnText.read(LockText.of(odd))).isEmpty();
    assertThat(LockReader.read(LockText.of(odd), "Cross.lock")).isEqualTo(odd);
  }
}
