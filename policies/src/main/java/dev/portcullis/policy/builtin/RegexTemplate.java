package dev.portcullis.policy.builtin;

import com.google.re2j.Pattern;

/** {@code regex.template_match}. */
final class RegexTemplate {
  private record Template(String text, char open, char close) {}

  private static final BoundedCache<Template, Pattern> TEMPLATES =
      new BoundedCache<>(template -> RegexBuiltins.compile(pattern(template)));

  private RegexTemplate() {}

  /** A text in which only what stands between the delimiters is a pattern. */
  static Object match(BuiltinContext context, Object a, Object b, Object opening, Object closing) {
    var template = Operands.string(a, 1);
    var text = Operands.string(b, 2);
    var open = delimiter(Operands.string(opening, 3), "start");
    var close = delimiter(Operands.string(closing, 4), "end");
    return TEMPLATES.get(new Template(template, open, close)).matcher(text).find();
  }

  private static char delimiter(String text, String which) {
    if (GoText.byteCount(text) != 1) {
      throw new BuiltinException(
          which
              + " delimiter has to be exactly one character long but is "
              + GoText.byteCount(text)
              + " long");
    }
    return text.charAt(0);
  }

  private static String pattern(Template template) {
    var text = template.text;
    var pattern = new StringBuilder("^");
    var level = 0;
    var start = 0;
    var end = 0;
    for (var i = 0; i < text.length() && level >= 0; i++) {
      if (text.charAt(i) == template.open) {
        level++;
        start = level == 1 ? i : start;
      } else if (text.charAt(i) == template.close) {
        level--;
        if (level == 0) {
          var inner = text.substring(start + 1, i);
          RegexBuiltins.compile("^" + inner + "$");
          pattern.append(Pattern.quote(text.substring(end, start)));
          pattern.append('(').append(inner).append(')');
          end = i + 1;
        }
      }
    }
    if (level != 0) {
      throw new BuiltinException("unbalanced braces in " + text);
    }
    return pattern.append(Pattern.quote(text.substring(end))).append('$').toString();
  }
}
