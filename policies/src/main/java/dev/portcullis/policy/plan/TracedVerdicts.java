package dev.portcullis.policy.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.Values;
import java.util.List;
import java.util.NavigableSet;

/**
 * The verdicts with what was read: a finding and an unknown say the fields read on the way to them
 * ({@code reads}), a rule says which fields of each of its targets it looked at ({@code reads}, by
 * URN), and the whole says which inputs no rule has looked at ({@code unread}, by URN).
 */
final class TracedVerdicts {
  private final Provenance provenance;

  private TracedVerdicts(Provenance provenance) {
    this.provenance = provenance;
  }

  static ObjectNode of(RegoObject verdicts, Provenance provenance) {
    var json = ((ObjectNode) Values.toJson(verdicts)).deepCopy();
    var rules = verdicts.get("rules");
    if (rules instanceof RegoObject byPath) {
      var traced = new TracedVerdicts(provenance);
      for (var i = 0; i < byPath.size(); i++) {
        traced.rule(
            (String) byPath.keyAt(i),
            (RegoObject) byPath.valueAt(i),
            (ObjectNode) json.path("rules").path((String) byPath.keyAt(i)));
      }
    }
    var unread = json.putObject("unread");
    provenance.unread().forEach((urn, fields) -> pointers(unread.putArray(urn), fields));
    return json;
  }

  private void rule(String path, RegoObject verdict, ObjectNode json) {
    var prefix = "data.rules." + path.replace('/', '.') + ".";
    for (var set : List.of("findings", "unknowns")) {
      if (verdict.get(set) instanceof RegoCollection elements) {
        for (var i = 0; i < elements.size(); i++) {
          var element = elements.valueAt(i);
          if (json.path(set).path(i) instanceof ObjectNode said) {
            fields(said.putArray("reads"), provenance.of(prefix + set, element));
          }
        }
      }
    }
    var reads = json.putObject("reads");
    if (verdict.get("targets") instanceof RegoCollection targets) {
      provenance
          .byResource(prefix)
          .forEach(
              (urn, fields) -> {
                if (targets.get(urn) != null) {
                  pointers(reads.putArray(urn), fields);
                }
              });
    }
  }

  private static void fields(ArrayNode list, NavigableSet<Field> fields) {
    fields.forEach(
        field -> list.addObject().put("urn", field.urn()).put("pointer", field.pointer()));
  }

  private static void pointers(ArrayNode list, NavigableSet<Field> fields) {
    fields.forEach(field -> list.add(field.pointer()));
  }
}
