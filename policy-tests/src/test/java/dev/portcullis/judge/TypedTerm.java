package dev.portcullis.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoNull;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.RegoSet;
import dev.portcullis.policy.value.Values;

/**
 * A value as OPA writes its terms: {@code {"type": "set", "value": [{"type": "number", "value":
 * 1}]}}. Unlike JSON it keeps sets and keys that are no strings.
 */
final class TypedTerm {
  private TypedTerm() {}

  static Object value(JsonNode term) {
    var content = term.path("value");
    return switch (term.path("type").asText()) {
      case "null" -> RegoNull.NULL;
      case "boolean", "number", "string" -> Values.fromJson(content);
      case "array" -> {
        var array = new RegoArray(content.size());
        content.forEach(element -> array.append(value(element)));
        yield array;
      }
      case "set" -> {
        var set = new RegoSet();
        content.forEach(member -> set.add(value(member)));
        yield set;
      }
      case "object" -> {
        var object = new RegoObject();
        content.forEach(pair -> object.put(value(pair.get(0)), value(pair.get(1))));
        yield object;
      }
      default -> throw new IllegalArgumentException("no value: " + term);
    };
  }
}
