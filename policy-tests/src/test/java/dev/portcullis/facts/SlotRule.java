package dev.portcullis.facts;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the curated classification says about one input; the vocabulary is explained at the head of
 * {@code policies/src/facts/encryption.yaml}.
 */
record SlotRule(
    Role role,
    @Nullable String require,
    @Nullable List<JsonNode> expected,
    @Nullable Map<String, JsonNode> when,
    @Nullable List<String> forms,
    @Nullable Region region,
    @Nullable String rule,
    @Nullable String reason) {

  enum Role {
    @JsonProperty("key")
    KEY,
    @JsonProperty("toggle")
    TOGGLE,
    @JsonProperty("mode")
    MODE,
    @JsonProperty("none")
    NONE
  }

  /** Where the region of the data stands; {@code fallback} is {@code own} or absent. */
  @JsonFormat(shape = JsonFormat.Shape.OBJECT)
  record Region(
      @Nullable String input,
      @Nullable String bucket,
      @JsonProperty("default") @Nullable String fallback) {}
}
