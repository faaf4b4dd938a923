package dev.portcullis.facts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One deletion input as the rules read it.
 *
 * @param path as the provider writes it, {@code launchSpecifications[].deleteOnTermination}
 * @param steps the path cut into steps, {@code []} being a step of its own; empty for the existence
 *     of the resource
 * @param role the rule that judges it
 * @param accept the only right values, or null
 * @param reject the only wrong values, or null
 * @param atMost the largest right number, or null
 * @param absent what a missing value is
 * @param reason why the value matters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"path", "steps", "role", "accept", "reject", "atMost", "absent", "reason"})
record DeletionInput(
    String path,
    List<String> steps,
    String role,
    @Nullable List<Object> accept,
    @Nullable List<Object> reject,
    @Nullable Integer atMost,
    String absent,
    String reason) {

  static final String WHOLE_TYPE = "*";

  static DeletionInput of(String path, DeletionGroup group) {
    return new DeletionInput(
        path,
        steps(path),
        group.role(),
        group.accept(),
        group.reject(),
        group.atMost(),
        group.absent(),
        group.reason());
  }

  private static List<String> steps(String path) {
    return path.equals(WHOLE_TYPE)
        ? List.of()
        : List.of(path.replace("[]", ".[]").replace("{}", ".{}").split("\\."));
  }
}
