package dev.portcullis.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object of a document, read with the type they must have. An absent member
 * and null are the same: not known.
 *
 * @param source how errors call the document
 * @param pointer JSON pointer of the object
 * @param object the object
 */
public record Members(String source, String pointer, ObjectNode object) {

  private static final int LONGEST_VALUE = 80;

  /** The member as text; an error if it is absent, empty or anything else. */
  public String text(String name) {
    var text = optionalText(name);
    if (text == null || text.isEmpty()) {
      throw missing(name, "a text");
    }
    return text;
  }

  public @Nullable String optionalText(String name) {
    return read(name, "a text", node -> node.isTextual() ? node.textValue() : null);
  }

  public @Nullable Boolean flag(String name) {
    return read(name, "true or false", node -> node.isBoolean() ? node.booleanValue() : null);
  }

  public @Nullable Double number(String name) {
    return read(name, "a number", node -> node.isNumber() ? node.doubleValue() : null);
  }

  public @Nullable ObjectNode optionalObject(String name) {
    return read(name, "an object", node -> node instanceof ObjectNode o ? o : null);
  }

  /** The member as an object; an error if it is absent or anything else. */
  public ObjectNode requiredObject(String name) {
    var value = optionalObject(name);
    if (value == null) {
      throw missing(name, "an object");
    }
    return value;
  }

  /** The members of the object that is the member of that name. */
  public @Nullable Members child(String name) {
    var child = optionalObject(name);
    return child == null ? null : new Members(source, at(name), child);
  }

  public @Nullable List<JsonNode> elements(String name) {
    return read(name, "a list", node -> node.isArray() ? toList(node) : null);
  }

  public @Nullable List<String> texts(String name) {
    var elements = elements(name);
    return elements == null ? null : texts(name, elements);
  }

  /** The member as an object whose values are texts. */
  public @Nullable Map<String, String> textMap(String name) {
    var child = child(name);
    if (child == null) {
      return null;
    }
    var map = new LinkedHashMap<String, String>();
    for (var key : child.names()) {
      var text = child.optionalText(key);
      if (text == null) {
        throw child.wrong(child.at(key), "a text", child.object.get(key));
      }
      map.put(key, text);
    }
    return map;
  }

  /** The member as an object whose values are lists of texts. */
  public @Nullable Map<String, List<String>> textListMap(String name) {
    var child = child(name);
    if (child == null) {
      return null;
    }
    var map = new LinkedHashMap<String, List<String>>();
    for (var key : child.names()) {
      var texts = child.texts(key);
      if (texts == null) {
        throw child.wrong(child.at(key), "a list", child.object.get(key));
      }
      map.put(key, texts);
    }
    return map;
  }

  /** The names of all members. */
  public List<String> names() {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** A copy of the members whose names are not in the set, or null when there are none. */
  @Nullable ObjectNode without(Set<String> known) {
    ObjectNode rest = null;
    for (var member : object.properties()) {
      if (!known.contains(member.getKey())) {
        rest = rest == null ? object.objectNode() : rest;
        rest.set(member.getKey(), member.getValue());
      }
    }
    return rest;
  }

  /** The JSON pointer of a member. */
  public String at(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** An error about a member. */
  public InputException error(String name, String problem, String fix) {
    return InputException.of(source, at(name), problem, fix);
  }

  /** An error about a required member that is not there. */
  public InputException missing(String name, String expected) {
    var node = object.get(name);
    var found = node == null ? "absent" : describe(node);
    return error(name, "required, but " + found, "give " + expected);
  }

  /** A value in at most eighty characters, for an error. */
  public static String describe(JsonNode node) {
    var text = node.toString();
    var shown = text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    return switch (node.getNodeType()) {
      case OBJECT -> "the object " + shown;
      case ARRAY -> "the list " + shown;
      case STRING -> "the text " + shown;
      case NUMBER -> "the number " + shown;
      default -> shown;
    };
  }

  private List<String> texts(String name, List<JsonNode> elements) {
    var texts = new ArrayList<String>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      if (!elements.get(i).isTextual()) {
        throw wrong(at(name) + "/" + i, "a text", elements.get(i));
      }
      texts.add(elements.get(i).textValue());
    }
    return texts;
  }

  private <T> @Nullable T read(String name, String expected, Function<JsonNode, @Nullable T> as) {
    var node = object.get(name);
    if (node == null || node.isNull()) {
      return null;
    }
    var value = as.apply(node);
    if (value == null) {
      throw wrong(at(name), expected, node);
    }
    return value;
  }

  private InputException wrong(String place, String expected, JsonNode found) {
    return InputException.of(
        source, place, "expected " + expected + ", found " + describe(found), "give " + expected);
  }

  private static List<JsonNode> toList(JsonNode array) {
    var list = new ArrayList<JsonNode>(array.size());
    array.forEach(list::add);
    return list;
  }
}
