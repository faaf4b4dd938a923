package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.builtin.Builtin.Fn2;
import dev.portcullis.policy.builtin.Builtin.Fn3;
import dev.portcullis.policy.value.RegoArray;
import java.util.function.IntUnaryOperator;

/**
 * The functions on strings that look at characters; those that rewrite are in {@link Rewriting}.
 */
final class StringBuiltins {
  private StringBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "contains" -> (Fn2) StringBuiltins::contains;
      case "startswith" -> (Fn2) StringBuiltins::startsWith;
      case "endswith" -> (Fn2) StringBuiltins::endsWith;
      case "lower" -> (Fn1) (c, a) -> mapped(Operands.string(a, 1), Character::toLowerCase);
      case "upper" -> (Fn1) (c, a) -> mapped(Operands.string(a, 1), Character::toUpperCase);
      case "indexof" -> (Fn2) StringBuiltins::indexOf;
      case "indexof_n" -> (Fn2) StringBuiltins::indexOfAll;
      case "substring" -> (Fn3) StringBuiltins::substring;
      case "trim" -> (Fn2) (c, a, b) -> trimmed(a, b, true, true);
      case "trim_left" -> (Fn2) (c, a, b) -> trimmed(a, b, true, false);
      case "trim_right" -> (Fn2) (c, a, b) -> trimmed(a, b, false, true);
      case "trim_prefix" -> (Fn2) StringBuiltins::trimPrefix;
      case "trim_suffix" -> (Fn2) StringBuiltins::trimSuffix;
      case "trim_space" -> (Fn1) StringBuiltins::trimSpace;
      case "strings.count" -> (Fn2) StringBuiltins::occurrences;
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Object contains(BuiltinContext context, Object a, Object b) {
    return Operands.string(a, 1).contains(Operands.string(b, 2));
  }

  static Object startsWith(BuiltinContext context, Object a, Object b) {
    return Operands.string(a, 1).startsWith(Operands.string(b, 2));
  }

  static Object endsWith(BuiltinContext context, Object a, Object b) {
    return Operands.string(a, 1).endsWith(Operands.string(b, 2));
  }

  /** Character by character, as Go does: a letter never becomes two. */
  private static String mapped(String text, IntUnaryOperator mapping) {
    for (var i = 0; i < text.length(); i++) {
      var character = text.charAt(i);
      if (Character.isSurrogate(character) || mapping.applyAsInt(character) != character) {
        var result = new StringBuilder(text.length()).append(text, 0, i);
        text.substring(i).codePoints().map(mapping).forEach(result::appendCodePoint);
        return result.toString();
      }
    }
    return text;
  }

  static Object indexOf(BuiltinContext context, Object a, Object b) {
    var text = Operands.string(a, 1);
    var at = text.indexOf(searched(b));
    return at < 0 ? -1L : (long) text.codePointCount(0, at);
  }

  private static String searched(Object b) {
    var searched = Operands.string(b, 2);
    if (searched.isEmpty()) {
      throw new BuiltinException("empty search character");
    }
    return searched;
  }

  static Object indexOfAll(BuiltinContext context, Object a, Object b) {
    var text = Operands.string(a, 1);
    var searched = searched(b);
    var result = new RegoArray(0);
    var index = 0L;
    var counted = 0;
    for (var at = text.indexOf(searched); at >= 0; at = text.indexOf(searched, at + 1)) {
      context.charge(1);
      index += text.codePointCount(counted, at);
      counted = at;
      result.append(index);
    }
    return result;
  }

  static Object substring(BuiltinContext context, Object a, Object from, Object count) {
    var text = Operands.string(a, 1);
    var start = Operands.integer(from, 2);
    var length = Operands.integer(count, 3);
    if (start < 0) {
      throw new BuiltinException("negative offset");
    }
    var characters = text.codePointCount(0, text.length());
    if (start >= characters) {
      return "";
    }
    var kept = length < 0 ? characters - start : Math.min(length, characters - start);
    if (characters == text.length()) {
      return text.substring((int) start, (int) (start + kept));
    }
    var first = text.offsetByCodePoints(0, (int) start);
    return text.substring(first, text.offsetByCodePoints(first, (int) kept));
  }

  private static Object trimmed(Object a, Object b, boolean left, boolean right) {
    var text = Operands.string(a, 1);
    var cut = Operands.string(b, 2);
    var start = 0;
    var end = text.length();
    while (left && start < end && cut.indexOf(text.codePointAt(start)) >= 0) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (right && start < end && cut.indexOf(text.codePointBefore(end)) >= 0) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  static Object trimPrefix(BuiltinContext context, Object a, Object b) {
    var text = Operands.string(a, 1);
    var prefix = Operands.string(b, 2);
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  static Object trimSuffix(BuiltinContext context, Object a, Object b) {
    var text = Operands.string(a, 1);
    var suffix = Operands.string(b, 2);
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }

  static Object trimSpace(BuiltinContext context, Object a) {
    var text = Operands.string(a, 1);
    var start = 0;
    var end = text.length();
    while (start < end && GoText.isSpace(text.charAt(start))) {
      start++;
    }
    while (start < end && GoText.isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  static Object occurrences(BuiltinContext context, Object a, Object b) {
    var text = Operands.string(a, 1);
    var searched = Operands.string(b, 2);
    if (searched.isEmpty()) {
      return text.codePointCount(0, text.length()) + 1L;
    }
    var count = 0L;
    for (var at = text.indexOf(searched);
        at >= 0;
        at = text.indexOf(searched, at + searched.length())) {
      count++;
    }
    return count;
  }
}
