package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn2;
import dev.portcullis.policy.value.Values;

/** The comparisons, which know every pair of values. */
final class ComparisonBuiltins {
  private ComparisonBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "eq", "equal" -> (Fn2) (context, a, b) -> Values.equal(a, b);
      case "neq" -> (Fn2) (context, a, b) -> !Values.equal(a, b);
      case "lt" -> (Fn2) (context, a, b) -> Values.compare(a, b) < 0;
      case "lte" -> (Fn2) (context, a, b) -> Values.compare(a, b) <= 0;
      case "gt" -> (Fn2) (context, a, b) -> Values.compare(a, b) > 0;
      case "gte" -> (Fn2) (context, a, b) -> Values.compare(a, b) >= 0;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
