package dev.portcullis.policy.builtin;

import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.Values;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON as Go's {@code encoding/json} does, which escapes what HTML would misread. Sets
 * become arrays, keys that are no strings become their JSON.
 */
final class JsonWriter {
  private final BuiltinContext context;
  private final StringBuilder out = new StringBuilder();

  /** What a line starts with, and what each level adds; null on one line. */
  private final @Nullable String prefix;

  private final String indent;

  private JsonWriter(BuiltinContext context, @Nullable String prefix, String indent) {
    this.context = context;
    this.prefix = prefix;
    this.indent = indent;
  }

  /** On one line. */
  static String write(BuiltinContext context, Object value) {
    var writer = new JsonWriter(context, null, "");
    writer.value(value, 0);
    return writer.out.toString();
  }

  /** On many lines, the first of which has no prefix. */
  static String write(BuiltinContext context, Object value, String prefix, String indent) {
    var writer = new JsonWriter(context, prefix, indent);
    writer.value(value, 0);
    return writer.out.toString();
  }

  private void value(Object value, int depth) {
    context.charge(1);
    if (value instanceof String text) {
      context.charge(text.length());
      string(text);
    } else if (value instanceof RegoObject object) {
      object(object, depth);
    } else if (value instanceof RegoCollection list) {
      list(list, depth);
    } else {
      out.append(value);
    }
  }

  private void list(RegoCollection list, int depth) {
    out.append('[');
    for (var i = 0; i < list.size(); i++) {
      out.append(i > 0 ? "," : "");
      line(depth + 1);
      value(list.valueAt(i), depth + 1);
    }
    close(list, ']', depth);
  }

  private void object(RegoObject object, int depth) {
    out.append('{');
    var first = true;
    for (var member : sorted(object).entrySet()) {
      out.append(first ? "" : ",");
      first = false;
      line(depth + 1);
      string(member.getKey());
      out.append(prefix == null ? ":" : ": ");
      value(member.getValue(), depth + 1);
    }
    close(object, '}', depth);
  }

  private Map<String, Object> sorted(RegoObject object) {
    var sorted = new TreeMap<String, Object>(Values::compare);
    for (var i = 0; i < object.size(); i++) {
      var key = object.keyAt(i);
      sorted.put(key instanceof String text ? text : write(context, key), object.valueAt(i));
    }
    return sorted;
  }

  private void line(int depth) {
    if (prefix != null) {
      out.append('\n').append(prefix).append(indent.repeat(depth));
    }
  }

  private void close(RegoCollection collection, char bracket, int depth) {
    if (collection.size() > 0) {
      line(depth);
    }
    out.append(bracket);
  }

  private void string(String text) {
    out.append('"');
    Values.wellFormed(text).chars().forEach(this::character);
    out.append('"');
  }

  private void character(int character) {
    switch (character) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '<', '>', '&', 0x2028, 0x2029 -> escape(character);
      default -> {
        if (character < ' ') {
          escape(character);
        } else {
          out.append((char) character);
        }
      }
    }
  }

  private void escape(int character) {
    out.append(String.format("\\u%04x", character));
  }
}
