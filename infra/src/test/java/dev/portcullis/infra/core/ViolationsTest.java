package dev.portcullis.infra.core;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ViolationsTest {
  @Test
  void passesWhenEverythingHolds() {
    assertThatCode(() -> Violations.in(Names.class).unless(true, "never").throwIfAny())
        .doesNotThrowAnyException();
  }

  @Test
  void failsOnceWithEverythingThatDoesNotHold() {
    var violations =
        Violations.in(Names.class)
            .unless(false, "a: wrong")
            .unless(true, "b")
            .unless(false, "c: too");

    assertThatThrownBy(violations::throwIfAny)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Names: a: wrong\n  c: too");
  }
}
