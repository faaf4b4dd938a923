package dev.portcullis.policy.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of any Rego value: {@link RegoNull}, {@code Boolean}, {@code Long}, {@link
 * RegoNumber}, {@code String}, {@link RegoArray}, {@link RegoObject}, {@link RegoSet}. Order and
 * equality are OPA's: null, booleans, numbers, strings (by code point), arrays, objects, sets.
 */
public final class Values {
  private static final JsonNodeFactory JSON = new JsonNodeFactory(true);

  private Values() {}

  /** Whether both are the same value; 1 and 1.0 are. Undefined equals undefined. */
  public static boolean equal(@Nullable Object a, @Nullable Object b) {
    if (a == b) {
      return true;
    }
    if (a == null || b == null) {
      return false;
    }
    if (a instanceof RegoCollection x) {
      return b instanceof RegoCollection y && equalCollections(x, y);
    }
    if (a instanceof RegoNumber || b instanceof RegoNumber) {
      return rank(a) == rank(b) && compareNumbers(a, b) == 0;
    }
    return a.equals(b);
  }

  private static boolean equalCollections(RegoCollection a, RegoCollection b) {
    if (a.getClass() != b.getClass() || a.size() != b.size()) {
      return false;
    }
    if (a instanceof RegoArray x) {
      var y = (RegoArray) b;
      for (var i = 0; i < x.size(); i++) {
        if (!equal(x.get(i), y.get(i))) {
          return false;
        }
      }
      return true;
    }
    for (var i = 0; i < a.size(); i++) {
      if (!equal(a.valueAt(i), b.get(a.keyAt(i)))) {
        return false;
      }
    }
    return true;
  }

  /** OPA's order of all values. */
  public static int compare(Object a, Object b) {
    if (a == b) {
      return 0;
    }
    var rank = rank(a);
    if (rank != rank(b)) {
      return Integer.compare(rank, rank(b));
    }
    return switch (rank) {
      case 1 -> Boolean.compare((Boolean) a, (Boolean) b);
      case 2 -> compareNumbers(a, b);
      case 3 -> compareText((String) a, (String) b);
      case 4, 5, 6 -> compareCollections((RegoCollection) a, (RegoCollection) b, rank == 5);
      default -> 0;
    };
  }

  private static int rank(Object value) {
    if (value instanceof String) {
      return 3;
    }
    if (value instanceof Long || value instanceof RegoNumber) {
      return 2;
    }
    if (value instanceof RegoCollection) {
      return value instanceof RegoArray ? 4 : value instanceof RegoObject ? 5 : 6;
    }
    if (value instanceof Boolean) {
      return 1;
    }
    if (value == RegoNull.NULL) {
      return 0;
    }
    throw new IllegalArgumentException("not a Rego value: " + value.getClass());
  }

  private static int compareNumbers(Object a, Object b) {
    return a instanceof Long x && b instanceof Long y
        ? Long.compare(x, y)
        : decimal(a).compareTo(decimal(b));
  }

  /** Value of a {@code Long} or {@link RegoNumber}. */
  public static BigDecimal decimal(Object number) {
    return number instanceof Long integer
        ? BigDecimal.valueOf(integer)
        : ((RegoNumber) number).value();
  }

  /**
   * By code point, as Go compares UTF-8: Java's own order differs where surrogates are involved.
   */
  private static int compareText(String a, String b) {
    var length = Math.min(a.length(), b.length());
    for (var i = 0; i < length; i++) {
      var x = a.charAt(i);
      var y = b.charAt(i);
      if (x != y) {
        return Character.isSurrogate(x) == Character.isSurrogate(y)
            ? Character.compare(x, y)
            : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static int compareCollections(RegoCollection a, RegoCollection b, boolean objects) {
    var length = Math.min(a.size(), b.size());
    for (var i = 0; i < length; i++) {
      var compared = objects ? compare(a.keyAt(i), b.keyAt(i)) : 0;
      if (compared == 0) {
        compared = compare(a.valueAt(i), b.valueAt(i));
      }
      if (compared != 0) {
        return compared;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  /** Rego's name of the type: null, boolean, number, string, array, object or set. */
  public static String typeName(Object value) {
    return switch (rank(value)) {
      case 0 -> "null";
      case 1 -> "boolean";
      case 2 -> "number";
      case 3 -> "string";
      case 4 -> "array";
      case 5 -> "object";
      default -> "set";
    };
  }

  /** The number that a JSON text says: a {@code Long} when it is written as an integer in range. */
  public static Object number(String text) {
    if (text.length() <= 20 && isInteger(text)) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        return RegoNumber.of(text);
      }
    }
    return RegoNumber.of(text);
  }

  private static boolean isInteger(String text) {
    var start = text.startsWith("-") ? 1 : 0;
    for (var i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    // "-0" is a number of its own text in OPA, though equal to 0.
    return text.length() > start && !text.equals("-0");
  }

  /** The value of a JSON document; objects and arrays are views that are read when needed. */
  public static Object fromJson(JsonNode json) {
    return view(json, null);
  }

  /** The same for the document that is judged: its parts can be told from everything else. */
  public static Object fromInput(JsonNode json) {
    var value = view(json, null);
    if (value instanceof RegoCollection root) {
      root.input = true;
    }
    return value;
  }

  static Object view(JsonNode json, @Nullable RegoCollection parent) {
    // Most of a graph is texts: told by their class before any other is asked what it is.
    if (json instanceof TextNode text) {
      return text.textValue();
    }
    return switch (json.getNodeType()) {
      case OBJECT -> new RegoObject((ObjectNode) json, parent);
      case ARRAY -> new RegoArray((ArrayNode) json, parent);
      case BOOLEAN -> json.booleanValue();
      case NUMBER ->
          json.isInt() || json.isLong() ? (Object) json.longValue() : number(json.asText());
      case NULL -> RegoNull.NULL;
      default -> throw new IllegalArgumentException("no JSON value: " + json.getNodeType());
    };
  }

  /** Sorts and indexes all of it, so that any number of threads may read it from now on. */
  public static Object freeze(Object value) {
    if (value instanceof RegoCollection collection) {
      collection.settle();
      for (var i = 0; i < collection.size(); i++) {
        freeze(collection.valueAt(i));
        if (!(collection instanceof RegoArray)) {
          freeze(collection.keyAt(i));
        }
      }
      collection.settleHash();
    }
    return value;
  }

  /**
   * The value as JSON: sets become sorted arrays, keys that are no strings become their JSON text,
   * views of a document become that document.
   */
  public static JsonNode toJson(Object value) {
    if (value instanceof String text) {
      return JSON.textNode(wellFormed(text));
    }
    if (value instanceof RegoCollection collection) {
      return toJson(collection);
    }
    if (value instanceof Long integer) {
      return JSON.numberNode(integer);
    }
    if (value instanceof RegoNumber number) {
      var integer = number.toString().matches("-?\\d+") ? number.integer() : null;
      return integer != null ? JSON.numberNode(integer) : JSON.numberNode(number.value());
    }
    return value instanceof Boolean bool ? JSON.booleanNode(bool) : JSON.nullNode();
  }

  /**
   * The text with U+FFFD for what is no character: bytes that were no UTF-8 are kept as single
   * surrogates, which no JSON can hold.
   */
  public static String wellFormed(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        var out = new StringBuilder(text.length());
        text.codePoints()
            .forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return out.toString();
      }
    }
    return text;
  }

  private static JsonNode toJson(RegoCollection collection) {
    if (collection instanceof RegoObject object) {
      if (object.source() != null) {
        return object.source();
      }
      var json = JSON.objectNode();
      for (var i = 0; i < object.size(); i++) {
        var key = object.keyAt(i);
        json.set(
            key instanceof String text ? text : toJson(key).toString(), toJson(object.valueAt(i)));
      }
      return json;
    }
    if (collection instanceof RegoArray array && array.source() != null) {
      return array.source();
    }
    var json = JSON.arrayNode(collection.size());
    for (var i = 0; i < collection.size(); i++) {
      json.add(toJson(collection.valueAt(i)));
    }
    return json;
  }

  /** As OPA prints a value inside a text: {@code {"k": [1]}}; an empty set is {@code set()}. */
  public static String text(Object value) {
    return new ValueText().append(value).toString();
  }

  /**
   * As Go's {@code unicode.IsPrint}: letters, marks, numbers, punctuation, symbols and the plain
   * space.
   */
  public static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> character == ' ';
      default -> true;
    };
  }
}
