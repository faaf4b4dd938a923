package dev.portcullis.infra.config;

import dev.portcullis.infra.config.ConfigurationException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The allowed values of a configuration, and what was wrong with the others.
 *
 * @param values parameter name to value, defaults included
 * @param problems what was wrong, empty if nothing
 */
public record Settings(Map<String, String> values, List<Problem> problems) {
  public Settings {
    values = Map.copyOf(values);
    problems = List.copyOf(problems);
  }

  /** These settings, with more problems. */
  public Settings with(List<Problem> more) {
    var all = new ArrayList<>(problems);
    all.addAll(more);
    return new Settings(values, all);
  }

  /**
   * These settings, if nothing is wrong.
   *
   * @throws ConfigurationException naming every problem
   */
  public Settings valid() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return this;
  }

  /** The value, if given or defaulted. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The value of a parameter that is required or has a default. */
  public String text(String name) {
    return find(name).orElseThrow(() -> new IllegalStateException(name + ": has no value"));
  }

  /** The value as a whole number. */
  public int integer(String name) {
    return Integer.parseInt(text(name));
  }

  /** The value as a truth value. */
  public boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }
}
