package dev.portcullis.infra.config;

import java.util.Optional;

/**
 * One thing that can be configured.
 *
 * @param name key without the project's namespace, camelCase
 * @param alias another spelling of the key that is accepted too, because a requirement uses it
 * @param required whether the operator must give it
 * @param defaultValue what holds when it is not given; empty for a required parameter, and for one
 *     whose absence means something, which the description says
 * @param allowed the values it may have
 * @param description one sentence
 */
public record Parameter(
    String name,
    Optional<String> alias,
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
    return new Parameter(name, Optional.empty(), true, Optional.empty(), allowed, description);
  }

  /** A parameter that may be left alone. */
  public static Parameter defaulted(
      String name, String defaultValue, Allowed allowed, String description) {
    return new Parameter(
        name, Optional.empty(), false, Optional.of(defaultValue), allowed, description);
  }

  /** A parameter whose absence means something. */
  public static Parameter optional(String name, Allowed allowed, String description) {
    return new Parameter(name, Optional.empty(), false, Optional.empty(), allowed, description);
  }

  /** The same parameter, which may also be given under that name. */
  public Parameter orAs(String other) {
    return new Parameter(name, Optional.of(other), required, defaultValue, allowed, description);
  }
}
