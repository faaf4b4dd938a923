package dev.portcullis.infra.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrBlockTest {
  @Test
  void isCutIntoDisjointParts() {
    var range = CidrBlock.parse("10.10.0.0/16");
    assertThat(range.part(4, 0)).hasToString("10.10.0.0/20");
    assertThat(range.part(4, 9)).hasToString("10.10.144.0/20");
    assertThat(range.part(4, 15)).hasToString("10.10.240.0/20");
    assertThat(range.part(4, 0).overlaps(range.part(4, 1))).isFalse();
  }

  @Test
  void keepsAddressesAbove127() {
    assertThat(CidrBlock.parse("200.0.0.0/8").part(8, 255)).hasToString("200.255.0.0/16");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/16, 10.0.0.0/16, true",
    "10.0.0.0/8, 10.255.0.0/16, true",
    "10.1.0.0/16, 10.0.0.0/8, true",
    "10.0.0.0/16, 10.1.0.0/16, false",
    "10.1.0.0/16, 10.0.0.0/16, false"
  })
  void knowsWhatOverlaps(String one, String other, boolean expected) {
    assertThat(CidrBlock.parse(one).overlaps(CidrBlock.parse(other))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.0", "10.0.0.0/33", "10.0.0.256/32", "10.0.0.1/16", "a.b.c.d/8"})
  void rejectsWhatIsNoNetwork(String text) {
    assertThatThrownBy(() -> CidrBlock.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("e.g. 10.10.0.0/16");
  }
}
