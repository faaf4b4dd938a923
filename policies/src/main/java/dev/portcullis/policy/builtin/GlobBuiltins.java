package dev.portcullis.policy.builtin;

import com.google.re2j.Pattern;
import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.builtin.Builtin.Fn3;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoNull;

/** {@code glob.*}: a glob becomes the regular expression that matches the same texts. */
final class GlobBuiltins {
  private record Glob(String pattern, String delimiters) {}

  private static final BoundedCache<Glob, Pattern> GLOBS =
      new BoundedCache<>(
          glob -> Pattern.compile(GlobPattern.regex(glob.pattern(), glob.delimiters())));

  private GlobBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "glob.match" -> (Fn3) GlobBuiltins::match;
      case "glob.quote_meta" -> (Fn1) GlobBuiltins::quote;
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Object match(BuiltinContext context, Object a, Object b, Object c) {
    var pattern = Operands.string(a, 1);
    var delimiters = delimiters(b);
    var text = Operands.string(c, 3);
    return GLOBS.get(new Glob(pattern, delimiters)).matches(text);
  }

  private static String delimiters(Object value) {
    if (value == RegoNull.NULL) {
      return "";
    }
    if (!(value instanceof RegoArray array)) {
      throw Operands.wrongType(value, 2, "array", "null");
    }
    if (array.size() == 0) {
      return ".";
    }
    var delimiters = new StringBuilder();
    for (var i = 0; i < array.size(); i++) {
      var delimiter = Operands.element(array, i, 2);
      if (delimiter.codePointCount(0, delimiter.length()) != 1) {
        throw Operands.wrongElement(array, delimiter, 2, "rune");
      }
      delimiters.append(delimiter);
    }
    return delimiters.toString();
  }

  static Object quote(BuiltinContext context, Object a) {
    var quoted = new StringBuilder();
    Operands.string(a, 1)
        .chars()
        .forEach(
            character -> {
              if ("*?\\[]{}".indexOf(character) >= 0) {
                quoted.append('\\');
              }
              quoted.append((char) character);
            });
    return quoted.toString();
  }
}
