package dev.portcullis.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.bundle.PolicyBundle;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Profiles as the rules see them, for callers that ask an engine without a decision. */
public final class Profiles {
  private Profiles() {}

  /**
   * What stands in {@code input.evaluation.profile} for that profile (baseline when null) with
   * those overrides.
   */
  public static ObjectNode forRules(
      PolicyBundle bundle, @Nullable String name, Map<String, JsonNode> overrides) {
    return Profile.resolve(bundle, name, null, overrides).forRules();
  }
}
