package dev.portcullis.facts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deletion inputs of the same meaning: one entry of {@code policies/src/facts/deletion.yaml}, which
 * explains the fields.
 *
 * @param inputs type token to paths
 */
record DeletionGroup(
    @JsonProperty(required = true) String role,
    @JsonProperty(required = true) String reason,
    @Nullable List<Object> accept,
    @Nullable List<Object> reject,
    @Nullable Integer atMost,
    @Nullable String absent,
    @JsonProperty(required = true) Map<String, List<String>> inputs) {

  static final String NONE = "none";
  private static final Set<String> ROLES = Set.of("protection", "leftover", "window", "lock", NONE);

  DeletionGroup {
    absent = absent == null ? "right" : absent;
    if (!ROLES.contains(role) || !Set.of("right", "wrong").contains(absent) || reason.isBlank()) {
      throw new IllegalArgumentException("role, reason or absent of: " + inputs);
    }
    var conditions = (accept == null ? 0 : 1) + (reject == null ? 0 : 1) + (atMost == null ? 0 : 1);
    if (conditions != (role.equals(NONE) ? 0 : 1)) {
      throw new IllegalArgumentException("exactly one of accept, reject, atMost of: " + inputs);
    }
    if (absent.equals("wrong") && inputs.values().stream().anyMatch(DeletionGroup::insideList)) {
      throw new IllegalArgumentException("a missing value inside a list of: " + inputs);
    }
  }

  private static boolean insideList(List<String> paths) {
    return paths.stream().anyMatch(path -> path.contains("[]") || path.contains("{}"));
  }
}
