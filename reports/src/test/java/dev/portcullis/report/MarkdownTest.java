package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      quoteCharacter = '"',
      value = {
        "aws:kms/key:Key ^ aws:kms/key:Key",
        "a | b ^ a &#124; b",
        "<b> ^ &lt;b&gt;",
        "ask @team ^ ask @<!-- -->team",
        "as #12 ^ as #<!-- -->12",
        ":ok_hand: ^ :<!-- -->ok\\_hand:",
        "https://x ^ https:<!-- -->//x",
        "www.x ^ www<!-- -->.x",
        "$x$ ^ &dollar;<!-- -->x&dollar;",
        "see !7, %7, ~bug and GH-7 ^ see \\!<!-- -->7, %<!-- -->7, \\~<!-- -->bug and GH<!-- -->-7",
        "[a](b) ^ \\[a\\]\\(b\\)"
      })
  void showsTextAsItIs(String text, String markdown) {
    assertThat(Markdown.text(text, 100)).isEqualTo(markdown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      quoteCharacter = '"',
      value = {
        "a ^ `a`",
        "a|b ^ `a\\|b`",
        "a `b` c ^ ``a `b` c``",
        "`a ^ `` `a ``",
        "\" \" ^ (empty)",
        "abcdefghijk ^ `abcdefghi…`"
      })
  void fencesValues(String value, String markdown) {
    assertThat(Markdown.code(value, 10)).isEqualTo(markdown);
  }
}
