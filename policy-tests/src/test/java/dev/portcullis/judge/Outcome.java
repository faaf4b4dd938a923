package dev.portcullis.judge;

import dev.portcullis.policy.value.Values;

/** What an evaluator says of one entrypoint. */
sealed interface Outcome {
  /** It has a value. */
  record Defined(Object value) implements Outcome {
    @Override
    public String toString() {
      return Values.typeName(value) + " " + Values.text(value);
    }
  }

  /** It has none. */
  record Undefined() implements Outcome {}

  /** The evaluation ended with an error. */
  record Failure(String message) implements Outcome {}

  /** Whether both evaluators say the same: equal values, or any two errors. */
  default boolean agrees(Outcome other) {
    return this instanceof Failure ? other instanceof Failure : equals(other);
  }
}
