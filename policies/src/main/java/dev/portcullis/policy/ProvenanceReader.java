package dev.portcullis.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.bundle.RuleInfo;
import dev.portcullis.policy.decision.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes from the answer of an engine what it says of reads, if it was asked to follow them. */
final class ProvenanceReader {
  private ProvenanceReader() {}

  /** Null when the evaluation was not traced. */
  static @Nullable Provenance of(JsonNode answer, Verdicts verdicts, List<RuleInfo> asked) {
    if (!answer.has("unread")) {
      return null;
    }
    var rules = new TreeMap<String, Provenance.RuleReads>();
    for (var rule : asked) {
      var findings = new TreeMap<String, List<Provenance.Field>>();
      var verdict = verdicts.of(rule);
      verdict.findings().forEach(said -> add(rule, said, findings));
      verdict.unknowns().forEach(said -> add(rule, said, findings));
      var targets = pointers(answer.path("rules").path(rule.path()).path("reads"));
      rules.put(rule.id(), new Provenance.RuleReads(targets, findings));
    }
    return new Provenance(rules, pointers(answer.path("unread")));
  }

  private static void add(
      RuleInfo rule, JsonNode said, Map<String, List<Provenance.Field>> findings) {
    var fields = new ArrayList<Provenance.Field>();
    for (var field : said.path("reads")) {
      fields.add(new Provenance.Field(field.path("urn").asText(), field.path("pointer").asText()));
    }
    findings.put(Gate.fingerprint(rule, said), fields);
  }

  private static SortedMap<String, List<String>> pointers(JsonNode byUrn) {
    var pointers = new TreeMap<String, List<String>>();
    byUrn
        .fields()
        .forEachRemaining(
            entry -> {
              var list = new ArrayList<String>();
              entry.getValue().forEach(pointer -> list.add(pointer.asText()));
              pointers.put(entry.getKey(), list);
            });
    return pointers;
  }
}
