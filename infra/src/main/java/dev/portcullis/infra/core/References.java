package dev.portcullis.infra.core;

import com.pulumi.core.Output;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Named values that come from other resources: environment variables, alarm dimensions.
 *
 * @param byName name to value, sorted
 */
public record References(Map<String, Output<String>> byName) {
  public References {
    byName = Collections.unmodifiableMap(new TreeMap<>(byName));
  }

  /** The values, known when all of them are; depends on every resource they come from. */
  public Output<Map<String, String>> known() {
    var names = List.copyOf(byName.keySet());
    return Output.all(byName.values())
        .applyValue(
            values -> {
              var known = new TreeMap<String, String>();
              for (int i = 0; i < names.size(); i++) {
                known.put(names.get(i), values.get(i));
              }
              return known;
            });
  }
}
