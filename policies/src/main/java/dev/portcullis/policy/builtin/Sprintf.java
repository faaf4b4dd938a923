package dev.portcullis.policy.builtin;

import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoNumber;
import dev.portcullis.policy.value.Values;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code sprintf}: reads a format string as Go's {@code fmt} does, mistakes included, which become
 * part of the text: {@code %!d(string=x)}.
 */
final class Sprintf {
  /** A width beyond this is read as none. */
  private static final int WIDEST = 1_000_000;

  private final BuiltinContext context;
  private final String format;
  private final List<Object> arguments;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int next;
  private boolean reordered;
  private boolean goodIndex;
  private boolean afterIndex;

  private Sprintf(BuiltinContext context, String format, List<Object> arguments) {
    this.context = context;
    this.format = format;
    this.arguments = arguments;
  }

  static Builtin named(String name) {
    if (name.equals("sprintf")) {
      return (Builtin.Fn2) Sprintf::sprintf;
    }
    throw new IllegalArgumentException(name);
  }

  static Object sprintf(BuiltinContext context, Object a, Object b) {
    var format = Operands.string(a, 1);
    var values = Operands.array(b, 2);
    var arguments = new ArrayList<>();
    for (var i = 0; i < values.size(); i++) {
      arguments.add(argument(values, i));
    }
    return new Sprintf(context, format, arguments).formatted();
  }

  /** What OPA hands to Go: a long, a big integer, a double, or a text for everything else. */
  private static Object argument(RegoArray values, int index) {
    var value = values.get(index);
    if (value instanceof String || value instanceof Long) {
      return value;
    }
    var text = Values.text(value);
    if (!(value instanceof RegoNumber)) {
      return text;
    }
    if (text.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E')) {
      var integer = new BigInteger(text);
      return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
    }
    var number = Double.parseDouble(text);
    return Double.isInfinite(number) ? text : (Object) number;
  }

  private String formatted() {
    while (at < format.length()) {
      var percent = format.indexOf('%', at);
      out.append(format, at, percent < 0 ? format.length() : percent);
      at = percent < 0 ? format.length() : percent + 1;
      if (percent >= 0 && !directive()) {
        break;
      }
      context.charge(1);
    }
    if (!reordered && next < arguments.size()) {
      extra();
    }
    context.charge(out.length());
    return out.toString();
  }

  private void extra() {
    out.append("%!(EXTRA ");
    for (var i = next; i < arguments.size(); i++) {
      out.append(i > next ? ", " : "").append(Directive.typeName(arguments.get(i))).append('=');
      new Directive(out).print(arguments.get(i), 'v');
    }
    out.append(')');
  }

  /** What follows a percent sign; false when the format ends in the middle of it. */
  private boolean directive() {
    var directive = new Directive(out);
    goodIndex = true;
    afterIndex = false;
    while (at < format.length() && directive.flag(format.charAt(at))) {
      at++;
    }
    index();
    width(directive);
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      precision(directive);
    }
    if (!afterIndex) {
      index();
    }
    if (at >= format.length()) {
      out.append("%!(NOVERB)");
      return false;
    }
    var verb = format.codePointAt(at);
    at += Character.charCount(verb);
    print(directive, verb);
    return true;
  }

  private void print(Directive directive, int verb) {
    if (verb == '%') {
      out.append('%');
    } else if (!goodIndex) {
      out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
    } else if (next >= arguments.size()) {
      out.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      directive.print(arguments.get(next++), verb);
      context.charge(Math.max(directive.width, 0) + Math.max(directive.precision, 0));
    }
  }

  private void width(Directive directive) {
    if (at < format.length() && format.charAt(at) == '*') {
      at++;
      directive.width = starred();
      if (directive.width == Integer.MIN_VALUE) {
        out.append("%!(BADWIDTH)");
        directive.width = -1;
      } else if (directive.width < 0) {
        directive.width = -directive.width;
        directive.minus = true;
        directive.zero = false;
      }
      afterIndex = false;
      return;
    }
    directive.width = number();
    if (afterIndex && directive.width >= 0) {
      goodIndex = false;
    }
  }

  private void precision(Directive directive) {
    if (afterIndex) {
      goodIndex = false;
    }
    index();
    if (at < format.length() && format.charAt(at) == '*') {
      at++;
      directive.precision = starred();
      if (directive.precision < 0) {
        directive.precision = -1;
        out.append("%!(BADPREC)");
      }
      afterIndex = false;
      return;
    }
    directive.precision = Math.max(number(), 0);
  }

  /** A width or precision from the arguments; the least integer when it is none. */
  private int starred() {
    if (next >= arguments.size()) {
      return Integer.MIN_VALUE;
    }
    return arguments.get(next++) instanceof Long integer && Math.abs(integer) <= WIDEST
        ? integer.intValue()
        : Integer.MIN_VALUE;
  }

  /** Digits, or -1 when there are none; too many end the format, as in Go. */
  private int number() {
    var start = at;
    var value = 0;
    while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
      if (value > WIDEST) {
        at = format.length();
        return -1;
      }
      value = value * 10 + format.charAt(at++) - '0';
    }
    return at == start ? -1 : value;
  }

  /** An argument number in brackets, if one stands here. */
  private void index() {
    afterIndex = false;
    if (at >= format.length() || format.charAt(at) != '[') {
      return;
    }
    reordered = true;
    var end = format.indexOf(']', at);
    if (end < 0) {
      goodIndex = false;
      at++;
      return;
    }
    var digits = format.substring(at + 1, end);
    at = end + 1;
    var valid = digits.matches("[0-9]{1,7}");
    var index = valid ? Integer.parseInt(digits) - 1 : -1;
    afterIndex = valid;
    if (index >= 0 && index < arguments.size()) {
      next = index;
    } else {
      goodIndex = false;
    }
  }
}
