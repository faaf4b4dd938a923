package dev.portcullis.policy.builtin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoNull;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.Values;
import java.io.IOException;
import java.util.ArrayDeque;

/** Reads JSON as Go's {@code encoding/json} does: strictly, and the last of equal keys counts. */
final class JsonText {
  private static final int DEEPEST = 10_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonText() {}

  /**
   * The value that a text says.
   *
   * @throws BuiltinException when it is not exactly one JSON value
   */
  static Object value(BuiltinContext context, String text) {
    context.charge(text.length());
    try (var parser = JSON.createParser(text)) {
      var first = parser.nextToken();
      if (first == null) {
        throw new BuiltinException("EOF");
      }
      var value = value(parser, first);
      if (parser.nextToken() != null) {
        throw new BuiltinException("error: invalid character after top-level value");
      }
      return value;
    } catch (IOException e) {
      throw new BuiltinException("invalid JSON");
    }
  }

  /** Without recursion: a document may be nested deeper than a stack is. */
  private static Object value(JsonParser parser, JsonToken first) throws IOException {
    var open = new ArrayDeque<RegoCollection>();
    var keys = new ArrayDeque<String>();
    for (var token = first; ; token = parser.nextToken()) {
      if (token == JsonToken.FIELD_NAME) {
        keys.push(Values.wellFormed(parser.currentName()));
        continue;
      }
      var value =
          token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY
              ? open.pop()
              : started(parser, token);
      if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
        open.push((RegoCollection) value);
      } else if (open.peek() instanceof RegoObject object) {
        object.put(keys.pop(), value);
      } else if (open.peek() instanceof RegoArray array) {
        array.append(value);
      } else {
        return value;
      }
    }
  }

  private static Object started(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> new RegoObject();
      case START_ARRAY -> new RegoArray(0);
      case VALUE_STRING -> Values.wellFormed(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Numbers.checked(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> RegoNull.NULL;
      default -> throw new BuiltinException("invalid JSON");
    };
  }

  /** Whether it is one JSON value; numbers may be of any size. */
  static boolean isValid(BuiltinContext context, String text) {
    context.charge(text.length());
    try (var parser = JSON.createParser(text)) {
      var first = parser.nextToken();
      if (first == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
