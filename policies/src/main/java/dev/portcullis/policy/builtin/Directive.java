package dev.portcullis.policy.builtin;

import dev.portcullis.policy.value.Values;
import java.math.BigInteger;
import java.util.Locale;

/** One directive of a format string: its flags, and how it prints an argument. */
final class Directive {
  final StringBuilder out;

  boolean plus;
  boolean minus;
  boolean sharp;
  boolean space;
  boolean zero;

  /** {@code %#v}: the sharp then means Go syntax and nothing else. */
  private boolean goSyntax;

  /** -1 when there is none. */
  int width = -1;

  /** -1 when there is none. */
  int precision = -1;

  Directive(StringBuilder out) {
    this.out = out;
  }

  /** Takes a flag; false when the character is none. */
  boolean flag(char character) {
    switch (character) {
      case '#' -> sharp = true;
      case '0' -> zero = true;
      case '+' -> plus = true;
      case '-' -> minus = true;
      case ' ' -> space = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  static String typeName(Object argument) {
    return argument instanceof String
        ? "string"
        : argument instanceof Long ? "int64" : argument instanceof Double ? "float64" : "*big.Int";
  }

  void print(Object argument, int verb) {
    if (verb == 'v') {
      goSyntax = sharp;
      sharp = sharp && argument instanceof BigInteger;
      plus = plus && argument instanceof BigInteger;
    }
    dispatch(argument, verb);
  }

  private void dispatch(Object argument, int verb) {
    if (verb == 'T') {
      pad(truncated(typeName(argument)), zero);
    } else if (verb == 'p') {
      bad(argument, verb);
    } else if (argument instanceof String text) {
      string(text, verb);
    } else if (argument instanceof Long integer) {
      integer(integer, verb);
    } else if (argument instanceof Double number) {
      if (!new FloatDirective(this).print(number, verb)) {
        bad(argument, verb);
      }
    } else {
      bigInteger((BigInteger) argument, verb);
    }
  }

  private void bad(Object argument, int verb) {
    out.append("%!").appendCodePoint(verb).append('(').append(typeName(argument)).append('=');
    // With the flags as they are: they only change their meaning in a directive for this verb.
    dispatch(argument, 'v');
    out.append(')');
  }

  private void string(String text, int verb) {
    switch (verb) {
      case 'v' -> {
        if (goSyntax) {
          quoted(text);
        } else {
          pad(truncated(text), zero);
        }
      }
      case 's' -> pad(truncated(text), zero);
      case 'q' -> quoted(text);
      case 'x' -> hexadecimal(text, "%02x", "0x");
      case 'X' -> hexadecimal(text, "%02X", "0X");
      default -> bad(text, verb);
    }
  }

  private String truncated(String text) {
    return precision >= 0 && precision < text.codePointCount(0, text.length())
        ? text.substring(0, text.offsetByCodePoints(0, precision))
        : text;
  }

  private void quoted(String text) {
    var kept = truncated(text);
    pad(
        sharp && GoQuote.canBackquote(kept) ? "`" + kept + "`" : GoQuote.quote(kept, '"', plus),
        zero);
  }

  private void hexadecimal(String text, String digits, String prefix) {
    var bytes = GoText.bytes(text);
    var length = precision >= 0 ? Math.min(precision, bytes.length) : bytes.length;
    var result = new StringBuilder();
    for (var i = 0; i < length; i++) {
      result.append(space && i > 0 ? " " : "");
      result.append(sharp && (space || i == 0) ? prefix : "");
      result.append(String.format(digits, bytes[i]));
    }
    pad(result.toString(), zero);
  }

  private void integer(long value, int verb) {
    switch (verb) {
      case 'v', 'd' -> digits(value, 10, verb);
      case 'b' -> digits(value, 2, verb);
      case 'o', 'O' -> digits(value, 8, verb);
      case 'x', 'X' -> digits(value, 16, verb);
      case 'c' -> pad(Character.toString(character(value)), zero);
      case 'q' -> pad(GoQuote.quote(Character.toString(character(value)), '\'', plus), zero);
      case 'U' -> unicode(value);
      default -> bad(value, verb);
    }
  }

  private static int character(long value) {
    var valid =
        value >= 0
            && value <= Character.MAX_CODE_POINT
            && !(value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE);
    return valid ? (int) value : 0xFFFD;
  }

  private void digits(long value, int base, int verb) {
    if (precision == 0 && value == 0) {
      pad("", false);
      return;
    }
    var digits = new StringBuilder(Long.toUnsignedString(Math.abs(value), base));
    var sign = value < 0 ? "-" : plus ? "+" : space ? " " : "";
    var least =
        precision >= 0 ? precision : zero && !minus && width >= 0 ? width - sign.length() : 0;
    digits.insert(0, "0".repeat(Math.max(least - digits.length(), 0)));
    if (sharp) {
      var octal = digits.charAt(0) == '0' ? "" : "0";
      digits.insert(0, base == 2 ? "0b" : base == 8 ? octal : base == 16 ? "0x" : "");
    }
    digits.insert(0, verb == 'O' ? "0o" : "");
    var text = sign + digits;
    pad(verb == 'X' ? text.toUpperCase(Locale.ROOT) : text, false);
  }

  private void unicode(long value) {
    var digits = Long.toHexString(value).toUpperCase(Locale.ROOT);
    var least = Math.max(precision, 4);
    var text = "U+" + "0".repeat(Math.max(least - digits.length(), 0)) + digits;
    var shown = sharp && value >= 0 && value <= Character.MAX_CODE_POINT;
    pad(
        shown && Values.isPrintable((int) value)
            ? text + " '" + Character.toString((int) value) + "'"
            : text,
        false);
  }

  private void bigInteger(BigInteger value, int verb) {
    var base =
        switch (verb) {
          case 'b' -> 2;
          case 'o', 'O' -> 8;
          case 'd', 's', 'v' -> 10;
          case 'x', 'X' -> 16;
          default -> 0;
        };
    if (base == 0) {
      out.append("%!").appendCodePoint(verb).append("(big.Int=").append(value).append(')');
      return;
    }
    var digits = value.abs().toString(base);
    var sign = value.signum() < 0 ? "-" : plus ? "+" : space ? " " : "";
    var prefix =
        switch (verb) {
          case 'b' -> sharp ? "0b" : "";
          case 'o' -> sharp ? "0" : "";
          case 'x', 'X' -> sharp ? "0x" : "";
          case 'O' -> "0o";
          default -> "";
        };
    var free = width - sign.length() - prefix.length();
    var least = precision >= 0 ? precision : zero && !minus ? free : 0;
    var zeros = "0".repeat(Math.max(least - digits.length(), 0));
    var text = prefix + zeros + digits;
    pad(sign + (verb == 'X' ? text.toUpperCase(Locale.ROOT) : text), false);
  }

  /** Writes a text at the width asked for; zeros only ever stand to the left. */
  void pad(String text, boolean zeros) {
    var missing = Math.max(width - text.codePointCount(0, text.length()), 0);
    var padding = (zeros && !minus ? "0" : " ").repeat(missing);
    out.append(minus ? "" : padding).append(text).append(minus ? padding : "");
  }
}
