package dev.portcullis.policy.builtin;

import java.util.List;

/** {@code replace} and {@code strings.replace_n}, as Go's {@code strings.Replacer} does it. */
final class Replacement {
  private Replacement() {}

  static Object replace(BuiltinContext context, Object a, Object b, Object c) {
    var text = Operands.string(a, 1);
    var old = Operands.string(b, 2);
    var replacement = Operands.string(c, 3);
    if (old.isEmpty()) {
      return replaced(context, text, List.of(old), List.of(replacement));
    }
    if (!text.contains(old)) {
      return text;
    }
    context.charge(text.length() + replacement.length() * (long) (text.length() / old.length()));
    return text.replace(old, replacement);
  }

  static Object replaceMany(BuiltinContext context, Object a, Object b) {
    var patterns = Operands.object(a, 1);
    var text = Operands.string(b, 2);
    var old = new String[patterns.size()];
    var replacements = new String[patterns.size()];
    for (var i = 0; i < old.length; i++) {
      if (!(patterns.keyAt(i) instanceof String key)) {
        throw Operands.operand(1, "non-string key found in pattern object");
      }
      if (!(patterns.valueAt(i) instanceof String value)) {
        throw Operands.operand(1, "non-string value found in pattern object");
      }
      old[i] = key;
      replacements[i] = value;
    }
    return replaced(context, text, List.of(old), List.of(replacements));
  }

  /**
   * In one pass: at each place the first of the texts that stands there. An empty text stands
   * between any two bytes, which only shows in strings that are not ASCII.
   */
  private static String replaced(
      BuiltinContext context, String text, List<String> old, List<String> replacements) {
    if (old.contains("") && !text.chars().allMatch(c -> c < 0x80)) {
      var bytes = GoText.bytewise(text);
      var from = old.stream().map(GoText::bytewise).toList();
      var to = replacements.stream().map(GoText::bytewise).toList();
      return GoText.joined(replacedOnce(context, bytes, from, to));
    }
    return replacedOnce(context, text, old, replacements);
  }

  private static String replacedOnce(
      BuiltinContext context, String text, List<String> old, List<String> replacements) {
    var result = new StringBuilder();
    var last = 0;
    var afterEmpty = false;
    for (var i = 0; i <= text.length(); ) {
      var found = at(text, i, old, afterEmpty);
      afterEmpty = found >= 0 && old.get(found).isEmpty();
      if (found < 0) {
        i++;
        continue;
      }
      context.charge(i - last + replacements.get(found).length());
      result.append(text, last, i).append(replacements.get(found));
      i += old.get(found).length();
      last = i;
    }
    return result.append(text, last, text.length()).toString();
  }

  private static int at(String text, int place, List<String> old, boolean afterEmpty) {
    for (var i = 0; i < old.size(); i++) {
      if (text.startsWith(old.get(i), place) && !(afterEmpty && old.get(i).isEmpty())) {
        return i;
      }
    }
    return -1;
  }
}
