package dev.portcullis.infra.core;

import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with the arguments of a component, all of it at once: whoever corrects a
 * configuration should not meet its errors one by one.
 */
public final class Violations {
  private final String component;
  private final List<String> found = new ArrayList<>();

  private Violations(String component) {
    this.component = component;
  }

  /** Starts with none. */
  public static Violations in(Class<?> component) {
    return new Violations(component.getSimpleName());
  }

  /**
   * Notes a violation unless the condition holds.
   *
   * @param violation {@code "<property>: <what is wrong>, got <value>; <fix>"}
   */
  public Violations unless(boolean holds, String violation) {
    if (!holds) {
      found.add(violation);
    }
    return this;
  }

  /**
   * Ends the check.
   *
   * @throws IllegalArgumentException with every violation, one a line
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new IllegalArgumentException(component + ": " + String.join("\n  ", found));
    }
  }
}
