package dev.portcullis.policy.builtin;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** How a directive prints a floating-point number: Go's {@code strconv.FormatFloat}, padded. */
final class FloatDirective {
  private static final int DEFAULT_PRECISION = 6;
  private static final int FRACTION_BITS = 52;

  private final Directive directive;

  FloatDirective(Directive directive) {
    this.directive = directive;
  }

  /** Prints a finite number; false when the verb is none for numbers. */
  boolean print(double value, int verb) {
    var magnitude = Math.abs(value);
    var precision = directive.precision;
    var decimals = precision < 0 ? DEFAULT_PRECISION : precision;
    var text =
        switch (verb) {
          case 'v', 'g', 'G' -> general(magnitude, precision);
          case 'e', 'E' -> scientific(rounded(magnitude, decimals + 1), decimals);
          case 'f', 'F' ->
              new BigDecimal(magnitude).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
          case 'x', 'X' -> hexadecimal(magnitude, precision);
          case 'b' -> binary(magnitude);
          default -> "";
        };
    if (text.isEmpty()) {
      return false;
    }
    if (directive.sharp && verb != 'b') {
      text = pointed(text, verb);
    }
    padded(
        1 / value < 0 || value < 0,
        verb == 'E' || verb == 'G' || verb == 'X' ? text.toUpperCase(Locale.ROOT) : text);
    return true;
  }

  private void padded(boolean negative, String text) {
    var sign = negative ? "-" : directive.plus ? "+" : directive.space ? " " : "";
    var zeros = directive.zero && !directive.minus;
    var missing = directive.width - sign.length() - text.length();
    directive.pad(sign + (zeros ? "0".repeat(Math.max(missing, 0)) : "") + text, false);
  }

  private static String general(double value, int precision) {
    if (precision < 0) {
      return ShortestDigits.of(value).general(DEFAULT_PRECISION);
    }
    var wanted = Math.max(precision, 1);
    var digits = rounded(value, wanted);
    var known = digits.digits().length();
    var limit = wanted > known && known >= digits.point() ? known : wanted;
    return digits.general(limit);
  }

  /** The nearest number of so many digits, from the exact value. */
  private static ShortestDigits rounded(double value, int digits) {
    return ShortestDigits.of(
        new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN)));
  }

  private static String scientific(ShortestDigits digits, int decimals) {
    var shown = digits.digits() + "0".repeat(decimals + 1 - digits.digits().length());
    var exponent = digits.digits().isEmpty() ? 0 : digits.point() - 1;
    return shown.charAt(0)
        + (decimals > 0 ? "." + shown.substring(1) : "")
        + ShortestDigits.exponent(exponent);
  }

  private static String binary(double value) {
    var bits = Double.doubleToRawLongBits(value);
    var fraction = bits & ((1L << FRACTION_BITS) - 1);
    var exponent = (int) (bits >>> FRACTION_BITS);
    var mantissa = exponent == 0 ? fraction : fraction | (1L << FRACTION_BITS);
    var power = Math.max(exponent, 1) - 1023 - FRACTION_BITS;
    return mantissa + "p" + (power >= 0 ? "+" : "") + power;
  }

  private static String hexadecimal(double value, int precision) {
    if (value == 0) {
      return "0x0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "p+00";
    }
    var exponent = Math.getExponent(value);
    var mantissa = Math.scalb(value, Math.min(-exponent, 1000));
    if (exponent < Double.MIN_EXPONENT) {
      mantissa = Math.scalb(value, 1074);
      exponent = Math.getExponent(mantissa) - 1074;
      mantissa = Math.scalb(mantissa, -(exponent + 1074));
    }
    var digits = precision < 0 || precision > 13 ? 13 : precision;
    var scaled = new BigDecimal(Math.scalb(mantissa, 4 * digits));
    var shifted = scaled.setScale(0, RoundingMode.HALF_EVEN).toBigInteger().toString(16);
    if (shifted.charAt(0) == '2') {
      exponent++;
      shifted = "1" + shifted.substring(1);
    }
    var fraction = shifted.substring(1);
    if (precision < 0) {
      fraction = fraction.replaceAll("0+$", "");
    } else {
      fraction += "0".repeat(Math.max(precision - 13, 0));
    }
    var power = Integer.toString(Math.abs(exponent));
    return "0x1"
        + (fraction.isEmpty() ? "" : "." + fraction)
        + (exponent < 0 ? "p-" : "p+")
        + (power.length() < 2 ? "0" : "")
        + power;
  }

  /** With a decimal point, and with the zeros that the other flags leave out. */
  private String pointed(String text, int verb) {
    var hexadecimal = verb == 'x' || verb == 'X';
    var exponent = text.indexOf(hexadecimal ? 'p' : 'e');
    var number = exponent < 0 ? text : text.substring(0, exponent);
    var tail = exponent < 0 ? "" : text.substring(exponent);
    var missing =
        switch (verb) {
          case 'v', 'g', 'G', 'x' ->
              directive.precision < 0 ? DEFAULT_PRECISION : directive.precision;
          default -> 0;
        };
    var digits = hexadecimal ? number.replace("x", "1") : number;
    missing -= digits.replace(".", "").replaceFirst("^0+", "").length();
    if (number.equals("0")) {
      missing--;
    }
    return number + (number.indexOf('.') < 0 ? "." : "") + "0".repeat(Math.max(missing, 0)) + tail;
  }
}
