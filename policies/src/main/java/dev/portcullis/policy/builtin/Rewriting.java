package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.builtin.Builtin.Fn2;
import dev.portcullis.policy.builtin.Builtin.Fn3;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoNull;
import dev.portcullis.policy.value.RegoNumber;
import dev.portcullis.policy.value.RegoSet;
import dev.portcullis.policy.value.Values;
import java.util.List;
import java.util.TreeSet;

/** The functions that take strings apart, put them together or replace parts of them. */
final class Rewriting {
  private Rewriting() {}

  static Builtin named(String name) {
    return switch (name) {
      case "concat" -> (Fn2) Rewriting::concat;
      case "split" -> (Fn2) Rewriting::split;
      case "strings.split_n" -> (Fn3) Rewriting::splitSome;
      case "replace" -> (Fn3) Replacement::replace;
      case "strings.replace_n" -> (Fn2) Replacement::replaceMany;
      case "strings.reverse" -> (Fn1) Rewriting::reverse;
      case "strings.any_prefix_match" -> (Fn2) (c, a, b) -> anyAffix(c, a, b, false);
      case "strings.any_suffix_match" -> (Fn2) (c, a, b) -> anyAffix(c, a, b, true);
      case "internal.template_string" -> (Fn1) Rewriting::template;
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Object concat(BuiltinContext context, Object a, Object b) {
    var separator = Operands.string(a, 1);
    var parts = Operands.list(b, 2);
    if (parts.size() == 0) {
      return "";
    }
    var length = (long) separator.length() * (parts.size() - 1);
    for (var i = 0; i < parts.size(); i++) {
      length += Operands.element(parts, i, 2).length();
    }
    if (parts.size() == 1) {
      return parts.valueAt(0);
    }
    context.charge(length);
    var result = new StringBuilder(Math.toIntExact(length)).append((String) parts.valueAt(0));
    for (var i = 1; i < parts.size(); i++) {
      result.append(separator).append((String) parts.valueAt(i));
    }
    return result.toString();
  }

  static Object split(BuiltinContext context, Object a, Object b) {
    return split(context, Operands.string(a, 1), Operands.string(b, 2));
  }

  private static RegoArray split(BuiltinContext context, String text, String separator) {
    var parts = new RegoArray(0);
    if (separator.isEmpty()) {
      context.charge(text.length());
      for (var i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
        parts.append(text.substring(i, text.offsetByCodePoints(i, 1)));
      }
      return parts;
    }
    var start = 0;
    for (var at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
      parts.append(text.substring(start, at));
      start = at + separator.length();
    }
    context.charge(parts.size());
    return parts.append(start == 0 ? text : text.substring(start));
  }

  /** The first so many parts, or the last when the number is negative. */
  static Object splitSome(BuiltinContext context, Object a, Object b, Object n) {
    var text = Operands.string(a, 1);
    var separator = Operands.string(b, 2);
    var wanted = Operands.integer(n, 3);
    var parts = split(context, text, separator);
    var start = wanted < 0 ? Math.max(parts.size() + wanted, 0) : 0;
    var end = wanted < 0 ? parts.size() : Math.min(wanted, parts.size());
    return ArrayBuiltins.slice(context, parts, start, end);
  }

  static Object reverse(BuiltinContext context, Object a) {
    return new StringBuilder(Operands.string(a, 1)).reverse().toString();
  }

  /** Whether any string of the first starts (or ends) with any of the second. */
  private static boolean anyAffix(BuiltinContext context, Object a, Object b, boolean suffix) {
    var strings = strings(context, a, 1, suffix);
    var affixes = strings(context, b, 2, suffix);
    // Strings with a common start follow directly after that start in the order.
    var sorted = new TreeSet<>(strings);
    for (var affix : affixes) {
      var next = sorted.ceiling(affix);
      if (next != null && next.startsWith(affix)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> strings(
      BuiltinContext context, Object value, int position, boolean suffix) {
    if (value instanceof String text) {
      return List.of(oriented(text, suffix));
    }
    if (!(value instanceof RegoArray) && !(value instanceof RegoSet)) {
      throw Operands.wrongType(value, position, "string", "set", "array");
    }
    var list = (RegoCollection) value;
    context.charge(list.size());
    var result = new String[list.size()];
    for (var i = 0; i < result.length; i++) {
      result[i] = oriented(Operands.element(list, i, position), suffix);
    }
    return List.of(result);
  }

  private static String oriented(String text, boolean backwards) {
    if (!backwards) {
      return text;
    }
    var characters = new char[text.length()];
    for (var i = 0; i < characters.length; i++) {
      characters[i] = text.charAt(characters.length - 1 - i);
    }
    return new String(characters);
  }

  /** A part is a scalar, or a set that has the value of an expression or, if undefined, nothing. */
  static Object template(BuiltinContext context, Object a) {
    var parts = Operands.array(a, 1);
    var result = new StringBuilder();
    for (var i = 0; i < parts.size(); i++) {
      result.append(part(parts.get(i)));
    }
    context.charge(result.length());
    return result.toString();
  }

  private static String part(Object part) {
    if (part instanceof RegoSet set) {
      if (set.size() > 1) {
        throw new BuiltinHalt("template-strings must not produce multiple outputs");
      }
      return set.size() == 0 ? "<undefined>" : shown(set.at(0));
    }
    if (part instanceof String
        || part instanceof Long
        || part instanceof RegoNumber
        || part instanceof Boolean
        || part == RegoNull.NULL) {
      return shown(part);
    }
    throw new BuiltinHalt("illegal argument type: " + Values.typeName(part));
  }

  private static String shown(Object value) {
    return value instanceof String text ? text : Values.text(value);
  }
}
