package dev.portcullis.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Random documents of the shape that {@link Vocabulary} says, and some that are not. */
final class RandomInput {
  private static final JsonNodeFactory JSON = ConformanceTool.JSON.getNodeFactory();

  private final Draw draw;

  RandomInput(Draw draw) {
    this.draw = draw;
  }

  /** Of the input; now and then a member is missing or of another type. */
  ObjectNode input() {
    return document("input.");
  }

  /** What {@code data} holds besides the policy. */
  ObjectNode data() {
    return document("data.");
  }

  private ObjectNode document(String root) {
    var document = JSON.objectNode();
    Vocabulary.DOCUMENTS.forEach(
        (path, type) -> {
          if (path.startsWith(root)) {
            put(document, path.substring(root.length()), type);
          }
        });
    return document;
  }

  private void put(ObjectNode document, String path, RegoType type) {
    var chance = draw.below(100);
    if (chance < 5) {
      return;
    }
    var value = chance < 10 ? strange() : value(type, 3);
    var names = List.of(path.split("\\."));
    var parent = document;
    for (var name : names.subList(0, names.size() - 1)) {
      parent = parent.withObjectProperty(name);
    }
    parent.set(names.get(names.size() - 1), value);
  }

  private JsonNode value(RegoType type, int depth) {
    return switch (type.kind()) {
      case NUMBER -> ConformanceTool.json(draw.of(Vocabulary.NUMBERS));
      case STRING -> JSON.textNode(draw.of(Vocabulary.STRINGS));
      case BOOLEAN -> JSON.booleanNode(draw.percent(50));
      case RESOURCE -> resource();
      case ARRAY, SET -> {
        var array = JSON.arrayNode();
        repeat(() -> value(type.elementType(), depth - 1), array::add);
        yield array;
      }
      case OBJECT -> {
        var object = JSON.objectNode();
        repeat(
            () -> value(type.elementType(), depth - 1),
            element -> object.set(draw.of(Vocabulary.STRINGS), element));
        yield object;
      }
    };
  }

  private void repeat(Supplier<JsonNode> source, Consumer<JsonNode> target) {
    for (var i = draw.below(5); i > 0; i--) {
      target.accept(source.get());
    }
  }

  private ObjectNode resource() {
    var resource = JSON.objectNode();
    Vocabulary.RESOURCE.forEach((path, type) -> put(resource, path, type));
    return resource;
  }

  /** A value that nobody expects there. */
  JsonNode strange() {
    return switch (draw.below(8)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.objectNode();
      case 2 -> JSON.arrayNode();
      case 3 -> JSON.booleanNode(draw.percent(50));
      case 4 -> ConformanceTool.json(draw.of(Vocabulary.NUMBERS));
      case 5 -> JSON.arrayNode().add(JSON.nullNode()).add(1).add("a").add(JSON.objectNode());
      case 6 -> JSON.objectNode().set("a", JSON.arrayNode().add(1));
      default -> JSON.textNode(draw.of(Vocabulary.STRINGS));
    };
  }
}
