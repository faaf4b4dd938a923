package dev.portcullis.policy.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a failing rule denies deployment. A profile may only make it stricter. */
public enum Enforcement {
  ADVISORY,
  MANDATORY;

  @JsonValue
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static Enforcement of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
