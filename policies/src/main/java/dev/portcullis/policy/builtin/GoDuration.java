package dev.portcullis.policy.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Pattern;

/** A duration in the notation of Go, {@code 1h15m30.918s}, with OPA's days, weeks and years. */
final class GoDuration {
  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "\u00B5s", 1_000L,
          "\u03BCs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final Map<String, Integer> HOURS = Map.of("d", 24, "w", 7 * 24, "y", 365 * 24);

  private static final Pattern EXTENDED = Pattern.compile("([0-9.]+)(ms|us|\u00B5s|ns|[a-z])");
  private static final Pattern PART = Pattern.compile("([0-9]*)(?:\\.([0-9]*))?([^0-9.]+)");

  private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(63);

  private GoDuration() {}

  /**
   * Nanoseconds of a duration.
   *
   * @throws BuiltinException when it is none
   */
  static long nanos(String text) {
    var plain = text.indexOf('d') < 0 && text.indexOf('w') < 0 && text.indexOf('y') < 0;
    var signed = plain ? text : inHours(text);
    var negative = signed.startsWith("-");
    var rest = negative || signed.startsWith("+") ? signed.substring(1) : signed;
    if (rest.equals("0")) {
      return 0;
    }
    var total = BigInteger.ZERO;
    var matcher = PART.matcher(rest);
    var at = 0;
    for (; at < rest.length() && matcher.find(at) && matcher.start() == at; at = matcher.end()) {
      total = total.add(part(text, matcher.group(1), matcher.group(2), matcher.group(3)));
    }
    if (at == 0 || at < rest.length()) {
      throw invalid(text);
    }
    if (total.compareTo(negative ? LIMIT : LIMIT.subtract(BigInteger.ONE)) > 0) {
      throw invalid(text);
    }
    return (negative ? total.negate() : total).longValueExact();
  }

  private static BuiltinException invalid(String text) {
    return new BuiltinException("time: invalid duration \"" + text + "\"");
  }

  private static BigInteger part(String text, String whole, String fraction, String unit) {
    var nanos = UNITS.get(unit);
    var decimals = fraction == null ? "" : fraction;
    if (nanos == null || (whole.isEmpty() && decimals.isEmpty())) {
      throw invalid(text);
    }
    var result = new BigInteger("0" + whole).multiply(BigInteger.valueOf(nanos));
    if (!decimals.isEmpty()) {
      // Go reads what fits a long and goes through a double; 18 digits of it are enough.
      var kept = decimals.substring(0, Math.min(decimals.length(), 18));
      var part = Double.parseDouble(kept) * (nanos / Math.pow(10, kept.length()));
      result = result.add(BigInteger.valueOf((long) part));
    }
    if (result.compareTo(LIMIT) > 0) {
      throw invalid(text);
    }
    return result;
  }

  /** With hours in place of the units that Go does not know. */
  private static String inHours(String text) {
    var sign = text.startsWith("-") || text.startsWith("+") ? text.substring(0, 1) : "";
    var result = new StringBuilder(sign);
    var matcher = EXTENDED.matcher(text);
    var at = sign.length();
    for (; at < text.length() && matcher.find(at) && matcher.start() == at; at = matcher.end()) {
      var hours = HOURS.get(matcher.group(2));
      if (hours == null) {
        result.append(matcher.group());
      } else {
        result.append(hours(text, matcher.group(1), hours)).append('h');
      }
    }
    if (at == sign.length() || at < text.length()) {
      throw invalid(text);
    }
    return result.toString();
  }

  private static String hours(String text, String amount, int hours) {
    try {
      var value = Double.parseDouble(amount) * hours;
      if (Double.isInfinite(value)) {
        throw invalid(text);
      }
      return value == 0 ? "0" : ShortestDigits.of(value).plain();
    } catch (NumberFormatException e) {
      throw invalid(text);
    }
  }

  /** Whether the nanoseconds of a number are an exact long. */
  static long exact(BigDecimal value) {
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw new BuiltinException("timestamp too big");
    }
  }
}
