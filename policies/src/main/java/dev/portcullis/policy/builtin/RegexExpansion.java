package dev.portcullis.policy.builtin;

import com.google.re2j.Matcher;

/** The references to groups in the replacement of {@code regex.replace}. */
final class RegexExpansion {
  private RegexExpansion() {}

  /** {@code $1}, {@code ${name}} and {@code $$} in a replacement; an unknown group is empty. */
  static void append(String replacement, Matcher match, StringBuilder result) {
    var at = 0;
    while (at < replacement.length()) {
      var dollar = replacement.indexOf('$', at);
      if (dollar < 0) {
        break;
      }
      result.append(replacement, at, dollar);
      at = dollar + 1;
      if (replacement.startsWith("$", at)) {
        result.append('$');
        at++;
        continue;
      }
      var braced = replacement.startsWith("{", at);
      var start = braced ? at + 1 : at;
      var end = start;
      while (end < replacement.length() && isNamePart(replacement.codePointAt(end))) {
        end = replacement.offsetByCodePoints(end, 1);
      }
      if (end == start || (braced && !replacement.startsWith("}", end))) {
        result.append('$');
        continue;
      }
      result.append(named(match, replacement.substring(start, end)));
      at = braced ? end + 1 : end;
    }
    result.append(replacement, Math.min(at, replacement.length()), replacement.length());
  }

  private static boolean isNamePart(int character) {
    return character == '_'
        || Character.isLetter(character)
        || Character.getType(character) == Character.DECIMAL_DIGIT_NUMBER;
  }

  private static String named(Matcher match, String name) {
    var isNumber = name.chars().allMatch(c -> c >= '0' && c <= '9');
    if (isNumber && name.length() < 9 && (name.length() == 1 || name.charAt(0) != '0')) {
      var number = Integer.parseInt(name);
      return number <= match.groupCount() ? RegexBuiltins.group(match, number) : "";
    }
    var number = match.pattern().namedGroups().get(name);
    return number == null ? "" : RegexBuiltins.group(match, number);
  }
}
