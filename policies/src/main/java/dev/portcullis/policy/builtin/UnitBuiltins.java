package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.value.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/** {@code units.*}: amounts with decimal and binary prefixes. */
final class UnitBuiltins {
  private static final String PREFIXES = "kmgtpe";
  private static final int LONGEST_EXPONENT = 6;
  private static final int DECIMALS = 10;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  /** Numbers that Go reads and Java does not. */
  private static final Pattern GO_NUMBER = Pattern.compile("[+-]?[0-9][0-9_.]*([eE][+-]?[0-9_]+)?");

  /** What a milli is in the binary floating point that OPA has it in. */
  private static final BigDecimal MILLI =
      new BigDecimal("0.001000000000000000020816681711721685132943093776702880859375");

  private record Amount(String number, String unit) {}

  private UnitBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "units.parse" -> (Fn1) UnitBuiltins::parse;
      case "units.parse_bytes" -> (Fn1) UnitBuiltins::parseBytes;
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Object parse(BuiltinContext context, Object a) {
    var amount = amount(Operands.string(a, 1));
    var unit = amount.unit;
    if (unit.length() > 1) {
      unit = unit.charAt(0) + unit.substring(1).toLowerCase(Locale.ROOT);
    }
    // Only here a small m is a thousandth.
    var factor =
        unit.equals("m")
            ? MILLI
            : new BigDecimal(factor(unit.equals("M") ? "m" : unit.toLowerCase(Locale.ROOT)));
    var value = number(amount.number).multiply(factor);
    context.charge(Math.abs(value.scale()));
    var exact = value.stripTrailingZeros();
    return exact.scale() <= 0
        ? Numbers.of(exact.toBigInteger())
        : Values.number(value.setScale(DECIMALS, RoundingMode.HALF_UP).toPlainString());
  }

  static Object parseBytes(BuiltinContext context, Object a) {
    var amount = amount(Operands.string(a, 1).toLowerCase(Locale.ROOT));
    var unit = amount.unit;
    if (unit.length() > 1 && unit.endsWith("b")) {
      unit = unit.substring(0, unit.length() - 1);
    }
    var factor = factor(unit);
    context.charge(Math.abs(number(amount.number).scale()));
    var number = BigFloat.parse(amount.number);
    return Numbers.of(number.times(BigFloat.of(factor)).truncated());
  }

  /** The factor of a prefix in small letters, with an i for a binary one. */
  private static BigInteger factor(String unit) {
    if (unit.isEmpty()) {
      return BigInteger.ONE;
    }
    var power = PREFIXES.indexOf(unit.charAt(0)) + 1;
    var known = power > 0 && (unit.length() == 1 || unit.substring(1).equals("i"));
    if (!known) {
      throw new BuiltinException("unit " + unit + " not recognized");
    }
    return BigInteger.valueOf(unit.length() == 1 ? 1000 : 1024).pow(power);
  }

  private static BigDecimal number(String text) {
    if (NUMBER.matcher(text).matches()) {
      return new BigDecimal(text);
    }
    if (GO_NUMBER.matcher(text).matches() && text.indexOf('_') > 0) {
      throw new BuiltinHalt("numbers with underscores are not supported: " + text);
    }
    throw new BuiltinException("could not parse amount to a number");
  }

  private static Amount amount(String quoted) {
    var text = quoted.replace("\"", "");
    if (text.indexOf(' ') >= 0) {
      throw new BuiltinException("spaces not allowed in resource strings");
    }
    var end = numberEnd(text);
    if (end == 0) {
      throw new BuiltinException("no amount provided");
    }
    return new Amount(text.substring(0, end), text.substring(end));
  }

  /** Where the unit starts: an e is an exponent only with a digit or a sign after it. */
  private static int numberEnd(String text) {
    for (var i = 0; i < text.length(); i++) {
      var character = text.charAt(i);
      if (character == 'e' || character == 'E') {
        var next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
        var signed = next == '+' || next == '-';
        if (!signed && !isDigit(next)) {
          return i;
        }
        i += signed ? 1 : 0;
        checkExponent(text, i + 1);
      } else if (!isDigit(character) && ".+-".indexOf(character) < 0) {
        return i;
      }
    }
    return text.length();
  }

  private static void checkExponent(String text, int start) {
    var end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    if (end - start > LONGEST_EXPONENT) {
      throw new BuiltinException("exponent too large");
    }
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
