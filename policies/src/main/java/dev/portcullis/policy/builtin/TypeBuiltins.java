package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoNull;
import dev.portcullis.policy.value.RegoNumber;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.RegoSet;
import dev.portcullis.policy.value.Values;
import java.util.regex.Pattern;

/** What type a value has, and the casts between them. */
final class TypeBuiltins {
  /** What Go's {@code strconv.ParseFloat} takes for a decimal number. */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  /** Numbers that Go reads and no JSON has. */
  private static final Pattern GO_NUMBER =
      Pattern.compile("[+-]?(0[xX][0-9a-fA-F_.]+[pP].*|[0-9][0-9_.]*_[0-9_.]*([eE][+-]?[0-9_]+)?)");

  private TypeBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "is_array" -> (Fn1) (context, a) -> a instanceof RegoArray;
      case "is_boolean" -> (Fn1) (context, a) -> a instanceof Boolean;
      case "is_null" -> (Fn1) (context, a) -> a == RegoNull.NULL;
      case "is_number" -> (Fn1) (context, a) -> a instanceof Long || a instanceof RegoNumber;
      case "is_object" -> (Fn1) (context, a) -> a instanceof RegoObject;
      case "is_set" -> (Fn1) (context, a) -> a instanceof RegoSet;
      case "is_string" -> (Fn1) (context, a) -> a instanceof String;
      case "type_name" -> (Fn1) (context, a) -> Values.typeName(a);
      case "to_number" -> (Fn1) TypeBuiltins::toNumber;
      case "cast_array" -> (Fn1) TypeBuiltins::castArray;
      case "cast_set" -> (Fn1) TypeBuiltins::castSet;
      case "cast_string", "cast_boolean", "cast_null", "cast_object" -> {
        var type = name.substring("cast_".length());
        yield (Fn1) (context, a) -> only(type, a);
      }
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Object toNumber(BuiltinContext context, Object a) {
    if (a instanceof Long || a instanceof RegoNumber) {
      return a;
    }
    if (a instanceof String text) {
      return parse(text);
    }
    if (a == RegoNull.NULL || a instanceof Boolean) {
      return Boolean.TRUE.equals(a) ? 1L : 0L;
    }
    throw Operands.wrongType(a, 1, "null", "boolean", "number", "string");
  }

  private static Object parse(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      if (GO_NUMBER.matcher(text).matches()) {
        throw new BuiltinHalt("numbers in the syntax of Go are not supported: " + text);
      }
      throw new BuiltinException("invalid syntax: " + Values.text(text));
    }
    if (Double.isInfinite(Double.parseDouble(text))) {
      throw new BuiltinException("value out of range: " + Values.text(text));
    }
    return Numbers.checked(text);
  }

  private static Object castArray(BuiltinContext context, Object a) {
    var list = Operands.list(a, 1);
    if (list instanceof RegoArray) {
      return list;
    }
    context.charge(list.size());
    var result = new RegoArray(list.size());
    for (var i = 0; i < list.size(); i++) {
      result.append(list.valueAt(i));
    }
    return result;
  }

  private static Object castSet(BuiltinContext context, Object a) {
    var list = Operands.list(a, 1);
    return list instanceof RegoSet ? list : members(context, list);
  }

  static RegoSet members(BuiltinContext context, RegoCollection values) {
    context.charge(values.size());
    var result = new RegoSet(values.size());
    for (var i = 0; i < values.size(); i++) {
      result.add(values.valueAt(i));
    }
    return result;
  }

  private static Object only(String type, Object a) {
    if (!Values.typeName(a).equals(type)) {
      throw Operands.wrongType(a, 1, type);
    }
    return a;
  }
}
