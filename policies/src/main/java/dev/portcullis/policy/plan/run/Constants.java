package dev.portcullis.policy.plan.run;

import dev.portcullis.policy.value.Values;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Values of functions that never look at the input: the same in every evaluation over the same
 * data. Safe for threads; what is kept was frozen.
 */
public final class Constants {
  private final AtomicReferenceArray<@Nullable Object> values;

  /** Room for that many functions. */
  public Constants(int functions) {
    this.values = new AtomicReferenceArray<>(functions);
  }

  @Nullable Object[] known() {
    var known = new Object[values.length()];
    for (var i = 0; i < known.length; i++) {
      known[i] = values.get(i);
    }
    return known;
  }

  void keep(int function, Object value) {
    values.set(function, Values.freeze(value));
  }
}
