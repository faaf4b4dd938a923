package dev.portcullis.policy.builtin;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.builtin.Builtin.Fn2;
import dev.portcullis.policy.builtin.Builtin.Fn3;
import dev.portcullis.policy.builtin.Builtin.Fn4;
import dev.portcullis.policy.value.RegoArray;
import java.util.function.Consumer;

/** {@code regex.*}, in the syntax and the linear time of RE2, with Go's way of finding matches. */
final class RegexBuiltins {
  private static final BoundedCache<String, Pattern> PATTERNS =
      new BoundedCache<>(RegexBuiltins::compile);

  private RegexBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "regex.match", "re_match" -> (Fn2) RegexBuiltins::match;
      case "regex.is_valid" -> (Fn1) RegexBuiltins::isValid;
      case "regex.split" -> (Fn2) RegexBuiltins::split;
      case "regex.find_n" -> (Fn3) RegexBuiltins::find;
      case "regex.find_all_string_submatch_n" -> (Fn3) RegexBuiltins::findGroups;
      case "regex.replace" -> (Fn3) RegexBuiltins::replace;
      case "regex.template_match" -> (Fn4) RegexTemplate::match;
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Pattern compile(String pattern) {
    for (var i = pattern.indexOf('\\'); i >= 0; i = pattern.indexOf('\\', i + 2)) {
      if (pattern.startsWith("Q", i + 1)) {
        i = Math.max(pattern.indexOf("\\E", i), i);
      } else if (i + 1 < pattern.length() && pattern.charAt(i + 1) >= 0x80) {
        // Go has no such escape, re2j takes it for the character itself.
        throw new BuiltinException("error parsing regexp: invalid escape sequence");
      }
    }
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new BuiltinException("error parsing regexp: " + e.getMessage());
    }
  }

  static Object match(BuiltinContext context, Object pattern, Object text) {
    var searched = Operands.string(text, 2);
    return PATTERNS.get(Operands.string(pattern, 1)).matcher(searched).find();
  }

  static Object isValid(BuiltinContext context, Object pattern) {
    if (!(pattern instanceof String text)) {
      return false;
    }
    try {
      PATTERNS.get(text);
      return true;
    } catch (BuiltinException e) {
      return false;
    }
  }

  /**
   * Go's matches: as many as asked for (all when negative), and no empty one directly after a
   * match.
   */
  private static void matches(Pattern pattern, String text, long limit, Consumer<Matcher> found) {
    var matcher = pattern.matcher(text);
    var end = -1;
    var count = 0L;
    for (var at = 0; at <= text.length() && count != limit && matcher.find(at); ) {
      var empty = matcher.end() == matcher.start();
      if (!empty || matcher.start() != end) {
        found.accept(matcher);
        count++;
      }
      end = matcher.end();
      at = !empty ? end : end < text.length() ? text.offsetByCodePoints(end, 1) : end + 1;
    }
  }

  static Object find(BuiltinContext context, Object a, Object b, Object n) {
    var text = Operands.string(b, 2);
    var limit = Operands.integer(n, 3);
    var result = new RegoArray(0);
    matches(
        PATTERNS.get(Operands.string(a, 1)),
        text,
        limit,
        match -> {
          context.charge(1);
          result.append(match.group());
        });
    return result;
  }

  static Object findGroups(BuiltinContext context, Object a, Object b, Object n) {
    var text = Operands.string(b, 2);
    var limit = Operands.integer(n, 3);
    var result = new RegoArray(0);
    matches(
        PATTERNS.get(Operands.string(a, 1)),
        text,
        limit,
        match -> {
          context.charge(match.groupCount() + 1);
          var groups = new RegoArray(match.groupCount() + 1);
          for (var i = 0; i <= match.groupCount(); i++) {
            groups.append(group(match, i));
          }
          result.append(groups);
        });
    return result;
  }

  /** A group of a match; one that took no part in it is empty. */
  static String group(Matcher match, int number) {
    var group = match.group(number);
    return group == null ? "" : group;
  }

  static Object split(BuiltinContext context, Object a, Object b) {
    var pattern = PATTERNS.get(Operands.string(a, 1));
    var text = Operands.string(b, 2);
    var result = new RegoArray(0);
    if (!pattern.pattern().isEmpty() && text.isEmpty()) {
      return result.append("");
    }
    var ends = new int[2];
    matches(
        pattern,
        text,
        -1,
        match -> {
          context.charge(1);
          if (match.end() != 0) {
            result.append(text.substring(ends[0], match.start()));
          }
          ends[0] = match.end();
          ends[1] = match.start();
        });
    return ends[1] == text.length() ? result : result.append(text.substring(ends[0]));
  }

  static Object replace(BuiltinContext context, Object a, Object b, Object c) {
    var text = Operands.string(a, 1);
    var pattern = PATTERNS.get(Operands.string(b, 2));
    var replacement = Operands.string(c, 3);
    var result = new StringBuilder();
    var last = new int[1];
    matches(
        pattern,
        text,
        -1,
        match -> {
          context.charge(match.end() - last[0] + replacement.length());
          result.append(text, last[0], match.start());
          RegexExpansion.append(replacement, match, result);
          last[0] = match.end();
        });
    return result.append(text, last[0], text.length()).toString();
  }
}
