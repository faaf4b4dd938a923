package dev.portcullis.policy.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.Severity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says of itself: the annotation of its package.
 *
 * @param path package path below {@code rules}, e.g. {@code kms/encryption_at_rest}; the key of its
 *     verdict
 * @param requirements ids it decides wholly
 * @param partialRequirements ids it decides a part of
 * @param controls framework to control ids
 * @param parameters names of the parameters it reads
 * @param references addresses of documentation
 * @param perResource whether what it says of a resource depends on that resource alone
 */
public record RuleInfo(
    String id,
    String path,
    String title,
    String description,
    Severity severity,
    Enforcement enforcement,
    List<String> requirements,
    @JsonProperty("partial_requirements") List<String> partialRequirements,
    Map<String, List<String>> controls,
    String remediation,
    List<String> parameters,
    List<String> references,
    @JsonProperty("deploy_note") @Nullable String deployNote,
    @JsonProperty("per_resource") boolean perResource) {

  public RuleInfo {
    requirements = orEmpty(requirements);
    partialRequirements = orEmpty(partialRequirements);
    controls = controls == null ? Map.of() : new TreeMap<>(controls);
    parameters = orEmpty(parameters);
    references = orEmpty(references);
  }

  /** The family: the part of the id before the hyphen. */
  public String family() {
    return id.substring(0, id.indexOf('-'));
  }

  // Jackson passes null for a member that the annotation leaves out.
  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
