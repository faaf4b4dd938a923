package dev.portcullis.sweep.result;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table.
 *
 * @param <R> the row
 * @param value String, Integer or Boolean according to the type; null only where nullable
 */
public record Column<R>(
    String name, Type type, boolean nullable, Function<R, @Nullable Object> value) {

  /** The types there are. */
  public enum Type {
    TEXT,
    INTEGER,
    FLAG
  }

  static <R> Column<R> text(String name, Function<R, @Nullable Object> value) {
    return new Column<>(name, Type.TEXT, false, value);
  }

  static <R> Column<R> integer(String name, Function<R, @Nullable Object> value) {
    return new Column<>(name, Type.INTEGER, false, value);
  }

  static <R> Column<R> flag(String name, Function<R, @Nullable Object> value) {
    return new Column<>(name, Type.FLAG, false, value);
  }

  Column<R> orNull() {
    return new Column<>(name, type, true, value);
  }
}
