package dev.portcullis.infra.config;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The values a parameter may have.
 *
 * @param description the values in words, as an error and the parameter table show them
 * @param accepts whether a value is one of them
 */
public record Allowed(String description, Predicate<String> accepts) {
  private static final Pattern INTEGER = Pattern.compile("\\d{1,9}");

  /** One of a few values. */
  public static Allowed oneOf(String... values) {
    var known = List.of(values);
    return new Allowed(String.join(" or ", known), known::contains);
  }

  /** A whole number from {@code min} to {@code max}, both included. */
  public static Allowed integer(int min, int max) {
    return new Allowed(
        min + " to " + max,
        value -> {
          if (!INTEGER.matcher(value).matches()) {
            return false;
          }
          int number = Integer.parseInt(value);
          return number >= min && number <= max;
        });
  }

  /** {@code true} or {@code false}. */
  public static Allowed flag() {
    return oneOf("true", "false");
  }

  /** Text of that form. */
  public static Allowed matching(String regex, String description) {
    var pattern = Pattern.compile(regex);
    return new Allowed(description, value -> pattern.matcher(value).matches());
  }
}
