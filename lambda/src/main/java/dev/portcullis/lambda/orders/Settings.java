package dev.portcullis.lambda.orders;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the environment of the function says. A function with an incomplete environment must still
 * start: its health answer is how the load balancer and people learn what is missing.
 *
 * @param values variable to value, only those that are set
 */
record Settings(Map<String, String> values) {
  /** Name of the orders table. */
  static final String TABLE = "ORDERS_TABLE";

  /** Region of the function; the Lambda runtime sets it. */
  static final String REGION = "AWS_REGION";

  Settings {
    values = Map.copyOf(values);
  }

  String table() {
    return required(TABLE);
  }

  String region() {
    return required(REGION);
  }

  /** Names of the variables that are missing or blank. */
  List<String> missing() {
    return Stream.of(REGION, TABLE).filter(n -> values.getOrDefault(n, "").isBlank()).toList();
  }

  private String required(String name) {
    var value = values.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new IllegalStateException(name + " is not set");
    }
    return value;
  }
}
