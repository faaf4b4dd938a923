package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void showsWhatWouldSteer() {
    assertThat(PlainText.oneLine("\u001b[31m\u202e\n\u2028\ud800\uffff\ufdd0"))
        .isEqualTo("\\u001b[31m\\u202e\\u000a\\u2028\\ud800\\uffff\\ufdd0");
  }

  @Test
  void leavesNoCommandOfABuildServer() {
    assertThat(PlainText.oneLine("a ##[error]b ###"))
        .isEqualTo("a #\\u0023[error]b #\\u0023\\u0023");
    assertThat(PlainText.oneLine("#1 # 2")).isEqualTo("#1 # 2");
  }

  @Test
  void cutsWithAMarkAndNeverThroughACharacter() {
    assertThat(PlainText.shortened("abcdef", 6)).isEqualTo("abcdef");
    assertThat(PlainText.shortened("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(PlainText.shortened("abcd\ud83d\ude00g", 6)).isEqualTo("abcd…");
  }

  @Test
  void sentencesOfSeveralLinesAreOneLine() {
    assertThat(PlainText.prose("\nSet the ARN  \r\n    of a key.\n"))
        .isEqualTo("Set the ARN of a key.");
    assertThat(PlainText.prose("a\tb")).isEqualTo("a\\u0009b");
  }
}
