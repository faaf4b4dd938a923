package dev.portcullis.graph;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One JSON document read straight into its canonical form, in one pass and without a copy. */
final class JsonTree {
  private static final int SHAPES = 1 << 10;

  private final JsonParser parser;
  private final JsonTexts texts = new JsonTexts();

  /** Lists of names that were read lately: objects of a kind share one. */
  private final String @Nullable [][] shapes = new String[SHAPES][];

  /** Members and elements of all objects and arrays that are open, innermost last. */
  private String[] names = new String[64];

  private JsonNode[] values = new JsonNode[64];
  private int top;

  private JsonTree(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * The only value of the document; null when there is none.
   *
   * @throws JsonParseException when the document is no JSON, has a key twice or goes on
   */
  static @Nullable JsonNode read(JsonParser parser) throws IOException {
    var first = parser.nextToken();
    if (first == null) {
      return null;
    }
    var value = new JsonTree(parser).value(first);
    if (parser.nextToken() != null) {
      throw new JsonParseException(parser, "the document goes on after its value");
    }
    return value;
  }

  private JsonNode value(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> texts.at(parser);
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> CanonicalJson.ofDecimal(parser.getDecimalValue());
      case VALUE_TRUE -> BooleanNode.TRUE;
      case VALUE_FALSE -> BooleanNode.FALSE;
      case VALUE_NULL -> NullNode.instance;
      default -> throw new JsonParseException(parser, "unexpected " + token);
    };
  }

  private JsonNode integer() throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? CanonicalJson.ofInteger(parser.getBigIntegerValue())
        : CanonicalJson.ofInteger(parser.getLongValue());
  }

  private JsonNode array() throws IOException {
    int base = top;
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      push("", value(token));
    }
    var elements = CanonicalArray.of(Arrays.asList(values).subList(base, top));
    top = base;
    return elements;
  }

  private JsonNode object() throws IOException {
    int base = top;
    boolean sorted = true;
    for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      push(name, value(parser.nextToken()));
      sorted = sorted && (top - base < 2 || names[top - 2].compareTo(name) < 0);
    }
    if (!sorted) {
      sort(base);
    }
    var shape = shape(base);
    var members = Arrays.copyOfRange(values, base, top);
    top = base;
    return CanonicalObject.of(shape, members);
  }

  private void push(String name, JsonNode value) {
    if (top == names.length) {
      names = Arrays.copyOf(names, top * 2);
      values = Arrays.copyOf(values, top * 2);
    }
    names[top] = name;
    values[top] = value;
    top++;
  }

  private void sort(int base) throws IOException {
    var keys = Arrays.copyOfRange(names, base, top);
    var members = Arrays.copyOfRange(values, base, top);
    var order =
        IntStream.range(0, keys.length)
            .boxed()
            .sorted(Comparator.comparing(position -> keys[position]))
            .toList();
    for (int i = 0; i < keys.length; i++) {
      names[base + i] = keys[order.get(i)];
      values[base + i] = members[order.get(i)];
      if (i > 0 && names[base + i].equals(names[base + i - 1])) {
        throw new JsonParseException(parser, "Duplicate field '" + names[base + i] + "'");
      }
    }
  }

  /** The names from the base on, as an array that other objects may have too. */
  private String[] shape(int base) throws IOException {
    int hash = top - base;
    for (int i = base; i < top; i++) {
      hash = 31 * hash + names[i].hashCode();
    }
    int slot = (hash ^ hash >>> 16) & SHAPES - 1;
    var known = shapes[slot];
    if (known != null && Arrays.equals(known, 0, known.length, names, base, top)) {
      return known;
    }
    var shape = Arrays.copyOfRange(names, base, top);
    for (var name : List.of(shape)) {
      if (!CanonicalJson.isPaired(name)) {
        throw new JsonParseException(parser, CanonicalJson.UNPAIRED);
      }
    }
    shapes[slot] = shape;
    return shape;
  }
}
