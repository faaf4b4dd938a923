package dev.portcullis.policy.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Severity of a rule, ascending. */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  @JsonValue
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** From the metadata of a rule; upper and lower case are read. */
  @JsonCreator
  public static Severity of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
