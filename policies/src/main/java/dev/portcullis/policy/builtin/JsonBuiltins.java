package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.builtin.Builtin.Fn2;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.Values;

/** {@code json.*}. */
final class JsonBuiltins {
  private JsonBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "json.marshal" -> (Fn1) JsonWriter::write;
      case "json.marshal_with_options" -> (Fn2) JsonBuiltins::marshal;
      case "json.unmarshal" -> (Fn1) (c, a) -> JsonText.value(c, Operands.string(a, 1));
      case "json.is_valid" -> (Fn1) (c, a) -> a instanceof String text && JsonText.isValid(c, text);
      case "json.filter" -> (Fn2) JsonPaths::filter;
      case "json.remove" -> (Fn2) JsonPaths::remove;
      case "json.patch" -> (Fn2) JsonPatch::patch;
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Object marshal(BuiltinContext context, Object a, Object b) {
    var options = Operands.object(b, 2);
    for (var i = 0; i < options.size(); i++) {
      check(options.keyAt(i), options.valueAt(i));
    }
    var prefix = (String) option(options, "prefix", "");
    var indent = (String) option(options, "indent", "\t");
    var asked = options.get("prefix") != null || options.get("indent") != null;
    return (Boolean) option(options, "pretty", asked)
        ? prefix + JsonWriter.write(context, a, prefix, indent)
        : JsonWriter.write(context, a);
  }

  private static void check(Object key, Object value) {
    var known =
        switch (key instanceof String name ? name : "") {
          case "prefix", "indent" -> value instanceof String;
          case "pretty" -> value instanceof Boolean;
          default -> false;
        };
    if (!known) {
      throw Operands.operand(
          2, "no such option: " + Values.text(key) + " with a " + Values.typeName(value));
    }
  }

  private static Object option(RegoObject options, String name, Object fallback) {
    var value = options.get(name);
    return value == null ? fallback : value;
  }
}
