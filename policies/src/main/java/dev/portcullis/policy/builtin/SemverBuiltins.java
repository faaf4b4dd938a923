package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.builtin.Builtin.Fn2;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/** {@code semver.*}: semantic versions, with or without a v in front. */
final class SemverBuiltins {
  private static final String NUMBER = "(0|[1-9][0-9]*)";
  private static final String IDENTIFIERS = "([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)";
  private static final Pattern VERSION =
      Pattern.compile(
          "v?"
              + NUMBER
              + "\\."
              + NUMBER
              + "\\."
              + NUMBER
              + "(?:-"
              + IDENTIFIERS
              + ")?(?:\\+"
              + IDENTIFIERS
              + ")?");
  private static final Pattern LEADING_ZERO = Pattern.compile("(.*\\.)?0[0-9]+(\\..*)?");

  /**
   * What decides the order.
   *
   * @param numbers major, minor and patch
   * @param preRelease empty for a release
   */
  private record Version(List<Long> numbers, String preRelease) {}

  private SemverBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "semver.compare" -> (Fn2) SemverBuiltins::compare;
      case "semver.is_valid" -> (Fn1) SemverBuiltins::isValid;
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Object isValid(BuiltinContext context, Object a) {
    if (!(a instanceof String text)) {
      return false;
    }
    try {
      parse(text, 1);
      return true;
    } catch (BuiltinException e) {
      return false;
    }
  }

  private static Version parse(String text, int position) {
    var matcher = VERSION.matcher(text);
    if (matcher.matches()) {
      var preRelease = matcher.group(4) == null ? "" : matcher.group(4);
      var fits =
          List.of(1, 2, 3).stream()
              .allMatch(i -> new BigInteger(matcher.group(i)).bitLength() < Long.SIZE);
      if (fits && !LEADING_ZERO.matcher(preRelease).matches()) {
        var numbers = List.of(1, 2, 3).stream().map(i -> Long.valueOf(matcher.group(i))).toList();
        return new Version(numbers, preRelease);
      }
    }
    throw new BuiltinException(
        "operand " + position + ": string \"" + text + "\" is not a valid SemVer");
  }

  static Object compare(BuiltinContext context, Object a, Object b) {
    var first = Operands.string(a, 1);
    var second = Operands.string(b, 2);
    var x = parse(first, 1);
    var y = parse(second, 2);
    for (var i = 0; i < x.numbers.size(); i++) {
      var compared = x.numbers.get(i).compareTo(y.numbers.get(i));
      if (compared != 0) {
        return (long) compared;
      }
    }
    if (x.preRelease.isEmpty() || y.preRelease.isEmpty()) {
      return (long) Boolean.compare(x.preRelease.isEmpty(), y.preRelease.isEmpty());
    }
    return (long) preReleases(x.preRelease.split("\\.", -1), y.preRelease.split("\\.", -1));
  }

  private static int preReleases(String[] a, String[] b) {
    for (var i = 0; i < a.length && i < b.length; i++) {
      var compared = identifiers(a[i], b[i]);
      if (compared != 0) {
        return compared;
      }
    }
    return Integer.compare(a.length, b.length);
  }

  /** Numbers come before words; like OPA, all numbers beyond a long are the same. */
  private static int identifiers(String a, String b) {
    var numberA = a.chars().allMatch(c -> c >= '0' && c <= '9');
    var numberB = b.chars().allMatch(c -> c >= '0' && c <= '9');
    if (numberA != numberB) {
      return numberA ? -1 : 1;
    }
    return numberA
        ? Integer.signum(clamped(a).compareTo(clamped(b)))
        : Integer.signum(a.compareTo(b));
  }

  private static BigInteger clamped(String digits) {
    return new BigInteger(digits).min(BigInteger.valueOf(Long.MAX_VALUE));
  }
}
