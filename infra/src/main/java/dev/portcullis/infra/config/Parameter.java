package dev.portcullis.infra.config;

import java.util.Optional;

/**
 * One thing that can be configured.
 *
 * @param name key without the project's namespace, camelCase
 * @param required whether the operator must give it
 * @param defaultValue what holds when it is not given; empty for a required parameter, and for one
 *     whose absence means something, which the description says
 * @param allowed the values it may have
 * @param description one sentence
 */
public record Parameter(
    String name,
    boolean required,
    Optional<String> defaultValue,
    Allowed allowed,
    String description) {

  public Parameter {
    if (defaultValue.isPresent() && !allowed.accepts().test(defaultValue.get())) {
      throw new IllegalArgumentException(
          name + ": the default is not allowed, got " + defaultValue.get());
    }
  }

  /** A parameter nobody can guess. */
  public static Parameter required(String name, Allowed allowed, String description) {
    return new Parameter(name, true, Optional.empty(), allowed, description);
  }

  /** A parameter that may be left alone. */
  public static Parameter defaulted(
      String name, String defaultValue, Allowed allowed, String description) {
    return new Parameter(name, false, Optional.of(defaultValue), allowed, description);
  }

  /** A parameter whose absence means something. */
  public static Parameter optional(String name, Allowed allowed, String description) {
    return new Parameter(name, false, Optional.empty(), allowed, description);
  }
}
