package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** {@code urlquery.*} and {@code uri.*}. */
final class UrlBuiltins {
  /** Go refuses a query of more. */
  private static final int MOST_PARAMETERS = 10_000;

  private UrlBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "urlquery.encode" -> (Fn1) (c, a) -> UrlText.QUERY.encode(Operands.string(a, 1));
      case "urlquery.decode" -> (Fn1) (c, a) -> UrlText.QUERY.decode(Operands.string(a, 1));
      case "urlquery.encode_object" -> (Fn1) UrlBuiltins::encodeObject;
      case "urlquery.decode_object" -> (Fn1) UrlBuiltins::decodeObject;
      case "uri.parse" -> (Fn1) (c, a) -> GoUrl.parse(Operands.string(a, 1)).described();
      case "uri.is_valid" -> (Fn1) UrlBuiltins::isValid;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Object isValid(BuiltinContext context, Object a) {
    if (!(a instanceof String text) || text.isEmpty()) {
      return false;
    }
    try {
      GoUrl.parse(text);
      return true;
    } catch (BuiltinException e) {
      return false;
    }
  }

  private static Object encodeObject(BuiltinContext context, Object a) {
    var object = Operands.object(a, 1);
    var parameters = new TreeMap<String, List<String>>(Values::compare);
    for (var i = 0; i < object.size(); i++) {
      var key = object.keyAt(i);
      var name = key instanceof String text ? text : JsonWriter.write(context, key);
      parameters.put(name, strings(object.valueAt(i)));
    }
    var pairs = new ArrayList<String>();
    parameters.forEach(
        (name, values) -> {
          context.charge(values.size());
          var encoded = UrlText.QUERY.encode(name);
          values.forEach(value -> pairs.add(encoded + "=" + UrlText.QUERY.encode(value)));
        });
    return String.join("&", pairs);
  }

  private static List<String> strings(Object value) {
    if (value instanceof String text) {
      return List.of(text);
    }
    var strings = new ArrayList<String>();
    if (value instanceof RegoCollection list && !(value instanceof RegoObject)) {
      for (var i = 0; i < list.size(); i++) {
        if (list.valueAt(i) instanceof String text) {
          strings.add(text);
        }
      }
      if (strings.size() == list.size()) {
        return strings;
      }
    }
    throw Operands.operand(1, "values must be string, array[string], or set[string]");
  }

  private static Object decodeObject(BuiltinContext context, Object a) {
    var parameters = Operands.string(a, 1).split("&", -1);
    if (parameters.length > MOST_PARAMETERS) {
      throw new BuiltinException("number of URL query parameters exceeded limit");
    }
    var result = new RegoObject();
    for (var parameter : parameters) {
      if (parameter.indexOf(';') >= 0) {
        throw new BuiltinException("invalid semicolon separator in query");
      }
      if (parameter.isEmpty()) {
        continue;
      }
      var equals = parameter.indexOf('=');
      var name = UrlText.QUERY.decode(equals < 0 ? parameter : parameter.substring(0, equals));
      var value = equals < 0 ? "" : UrlText.QUERY.decode(parameter.substring(equals + 1));
      if (result.get(name) instanceof RegoArray values) {
        values.append(value);
      } else {
        result.put(name, new RegoArray(1).append(value));
      }
    }
    return result;
  }
}
