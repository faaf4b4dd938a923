package dev.portcullis.lambda.platform;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment of the function says. A function with an incomplete environment must still
 * start when it answers requests: its health is how the load balancer and people learn what is
 * missing.
 *
 * @param values variable to value, only those that are set
 * @param required variables the function cannot work without
 */
public record Environment(Map<String, String> values, List<String> required) {
  /** Region of the function; the Lambda runtime sets it. */
  public static final String REGION = "AWS_REGION";

  public Environment {
    values = Map.copyOf(values);
    required = List.copyOf(required);
  }

  /** The environment of this process. */
  public static Environment ofProcess(String... required) {
    return new Environment(System.getenv(), List.of(required));
  }

  /** Names of the variables that are missing or blank. */
  public List<String> missing() {
    return required.stream().filter(name -> find(name).isEmpty()).toList();
  }

  /**
   * This environment, unless something is missing: for functions that answer to nobody, failing at
   * the start is loudest.
   *
   * @throws IllegalStateException naming everything that is missing
   */
  public Environment orFail() {
    if (!complete()) {
      throw new IllegalStateException("not set: " + String.join(", ", missing()));
    }
    return this;
  }

  /** Whether nothing is missing. */
  public boolean complete() {
    return missing().isEmpty();
  }

  /** The variable, if it is set. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
  }

  /**
   * The variable.
   *
   * @throws IllegalStateException naming it when it is not set
   */
  public String get(String name) {
    return find(name).orElseThrow(() -> new IllegalStateException(name + " is not set"));
  }

  /**
   * A TCP port.
   *
   * @throws IllegalStateException naming the variable when it is not one
   */
  public int port(String name) {
    var text = get(name);
    try {
      var port = Integer.parseInt(text);
      if (port > 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new IllegalStateException(name + ": no port, got \"" + text + "\"", e);
    }
    throw new IllegalStateException(name + ": no port, got \"" + text + "\"");
  }

  /**
   * A positive number.
   *
   * @throws IllegalStateException naming the variable when it is not one
   */
  public int positive(String name) {
    var text = get(name);
    try {
      var number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalStateException(name + ": no number, got \"" + text + "\"", e);
    }
    throw new IllegalStateException(name + ": not positive, got \"" + text + "\"");
  }

  /** The runtime's credentials are among the values, so none of them is in the text. */
  @Override
  public String toString() {
    return "Environment[required=" + required + ", missing=" + missing() + "]";
  }
}
