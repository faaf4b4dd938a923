package dev.portcullis.infra.config;

import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with a configuration. Nothing has been registered when it is thrown. */
public final class ConfigurationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * One error.
   *
   * @param key with namespace, e.g. {@code portcullis:azCount}
   * @param value what was found; never the value of a secret
   * @param fix the allowed values, or what to do
   */
  public record Problem(String key, String value, String fix) {
    @Override
    public String toString() {
      return key + ": " + value + "; " + fix;
    }
  }

  /** All problems, at least one. */
  public ConfigurationException(List<Problem> problems) {
    super(
        problems.stream()
            .map(Problem::toString)
            .collect(Collectors.joining("\n  ", "configuration:\n  ", "")));
    this.problems = List.copyOf(problems);
  }

  /** All problems, in the order of the parameter table. */
  public List<Problem> problems() {
    return problems;
  }
}
