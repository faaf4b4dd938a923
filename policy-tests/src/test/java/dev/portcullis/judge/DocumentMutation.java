package dev.portcullis.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Spoils a document at random: members vanish, change place, become unknown, become something of
 * another type.
 */
final class DocumentMutation {
  private final Draw draw;
  private final RandomInput strange;

  DocumentMutation(Draw draw) {
    this.draw = draw;
    this.strange = new RandomInput(draw);
  }

  /** A copy with a part of its resources and up to that many spoiled places. */
  ObjectNode mutant(ObjectNode original, int most) {
    var mutant = original.deepCopy();
    keepSome((ArrayNode) mutant.get("resources"));
    for (var i = draw.below(most); i >= 0; i--) {
      spoil(place(mutant));
    }
    return mutant;
  }

  private void keepSome(ArrayNode resources) {
    var chance = draw.of(10, 40, 100);
    for (var i = resources.size() - 1; i >= 0; i--) {
      if (!draw.percent(chance)) {
        resources.remove(i);
      }
    }
  }

  /** An object or array somewhere below, any depth. */
  private JsonNode place(JsonNode root) {
    var inner = new ArrayList<JsonNode>();
    for (var child : root) {
      if (child.isContainerNode() && !child.isEmpty()) {
        inner.add(child);
      }
    }
    if (inner.isEmpty()) {
      return root;
    }
    var child = draw.of(inner);
    return draw.percent(20) ? child : place(child);
  }

  private void spoil(JsonNode place) {
    if (place instanceof ObjectNode object && !object.isEmpty()) {
      var names = new ArrayList<String>();
      object.fieldNames().forEachRemaining(names::add);
      spoil(object, names);
    } else if (place instanceof ArrayNode array && !array.isEmpty()) {
      spoil(array, draw.below(array.size()));
    }
  }

  private void spoil(ObjectNode object, List<String> names) {
    var name = draw.of(names);
    switch (draw.below(5)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name, unknown());
      case 2 -> {
        var other = draw.of(names);
        var kept = object.get(name);
        object.set(name, object.get(other));
        object.set(other, kept);
      }
      case 3 -> object.set(draw.of("name", "tags", "*", "x"), object.get(name));
      default -> object.set(name, strange.strange());
    }
  }

  private void spoil(ArrayNode array, int index) {
    switch (draw.below(5)) {
      case 0 -> array.remove(index);
      case 1 -> array.set(index, unknown());
      case 2 -> {
        var items = new ArrayList<JsonNode>();
        array.forEach(items::add);
        Collections.swap(items, index, draw.below(items.size()));
        array.removeAll().addAll(items);
      }
      case 3 -> array.add(array.get(index).deepCopy());
      default -> array.set(index, strange.strange());
    }
  }

  private static JsonNode unknown() {
    return ConformanceTool.JSON.createObjectNode().put("$unknown", true);
  }
}
