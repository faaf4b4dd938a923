package dev.portcullis.policy.plan.run;

import dev.portcullis.policy.value.RegoCollection;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What was read on the way to one element of a rule: fields of the input, elements of other rules
 * with origins of their own, and values of functions.
 */
public final class Origin {
  /** Pairs: container and key; or an origin or {@link Reads} and nothing. */
  private final @Nullable Object[] entries;

  Origin(@Nullable Object[] entries) {
    this.entries = entries;
  }

  /** Goes through the fields that were read directly, and through what else was used. */
  public void forEach(
      BiConsumer<RegoCollection, Object> field, java.util.function.Consumer<Object> used) {
    for (var i = 0; i < entries.length; i += 2) {
      var what = entries[i];
      var key = entries[i + 1];
      if (what instanceof RegoCollection container && key != null) {
        field.accept(container, key);
      } else if (what != null) {
        used.accept(what);
      }
    }
  }
}
