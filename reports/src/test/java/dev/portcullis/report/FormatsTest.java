package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.graph.InputException;
import org.junit.jupiter.api.Test;

class FormatsTest {

  @Test
  void everyFormatHasItsOwnNameAndFile() {
    assertThat(Formats.names()).doesNotHaveDuplicates();
    assertThat(Formats.all()).extracting(Format::fileName).doesNotHaveDuplicates();
    assertThat(Formats.all())
        .allSatisfy(format -> assertThat(Formats.named(format.name())).isSameAs(format));
  }

  @Test
  void rejectsOtherNamesAndListsTheFormats() {
    assertThatThrownBy(() -> Formats.named("pdf\u001b"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("\"pdf\\u001b\"")
        .hasMessageContaining("json, console, html, junit, sarif");
  }
}
