package dev.portcullis.policy.builtin;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * Reads a time by a layout of Go. A zone that is only abbreviated counts as UTC, as it does for Go
 * on a machine in UTC.
 */
final class GoTimeParser {
  private static final Pattern ZONE_NAME =
      Pattern.compile(
          "ChST|MeST|GMT([+-][0-9]+)?|[+-][0-9]+|(?:[A-Z]{4}T|[A-Z]{3}T|WITA|[A-Z]{3})(?![A-Z])");

  private final GoLayout layout;
  private final TimeText text;

  private int year;
  private int month = -1;
  private int day = -1;
  private int dayOfYear = -1;
  private int hour;
  private int minute;
  private int second;
  private int nano;
  private boolean am;
  private boolean pm;
  private int offset;

  private GoTimeParser(GoLayout layout, String text) {
    this.layout = layout;
    this.text = new TimeText(text);
  }

  /**
   * The time that a text says, in UTC.
   *
   * @throws BuiltinException when it does not follow the layout
   */
  static LocalDateTime parse(GoLayout layout, String text) {
    var parser = new GoTimeParser(layout, text);
    for (var i = 0; i < layout.parts().size(); i++) {
      parser.text.skip(layout.parts().get(i).before());
      parser.read(i);
    }
    parser.text.skip(layout.rest());
    if (parser.text.at < text.length()) {
      throw parser.text.bad();
    }
    return parser.time();
  }

  private void read(int index) {
    var part = layout.parts().get(index);
    if (part.isFraction()) {
      nano = part.name().charAt(1) == '9' && !text.startsFraction() ? nano : text.fraction(part);
      return;
    }
    switch (part.name()) {
      case "2006" -> year = text.year(4);
      case "06" -> {
        var inCentury = text.year(2);
        year = inCentury >= 69 ? inCentury + 1900 : inCentury + 2000;
      }
      case "January" -> month = text.name(TimeText.MONTHS, false) + 1;
      case "Jan" -> month = text.name(TimeText.MONTHS, true) + 1;
      case "1", "01" -> month = text.number(part.name(), 1, 12);
      case "Monday" -> text.name(TimeText.DAYS, false);
      case "Mon" -> text.name(TimeText.DAYS, true);
      case "2", "_2", "02" -> day = text.padded(part.name(), 1);
      case "002", "__2" -> dayOfYear = text.padded(part.name(), 2);
      case "15" -> hour = text.number("3", 0, 23);
      case "3", "03" -> hour = text.number(part.name(), 0, 12);
      case "4", "04" -> minute = text.number(part.name(), 0, 59);
      case "5", "05" -> second(index);
      case "PM", "pm" -> halfOfDay(part.name().equals("PM"));
      case "MST" -> zoneName();
      default -> zone(part.name());
    }
  }

  /** A fraction may follow the seconds, though the layout has none. */
  private void second(int index) {
    var parts = layout.parts();
    second = text.number(parts.get(index).name(), 0, 59);
    var inLayout = index + 1 < parts.size() && parts.get(index + 1).isFraction();
    if (!inLayout && text.startsFraction() && TimeText.isDigit(text.text, text.at + 1)) {
      nano = text.fraction();
    }
  }

  private void halfOfDay(boolean upper) {
    am = text.take(upper ? "AM" : "am");
    pm = !am && text.take(upper ? "PM" : "pm");
    if (!am && !pm) {
      throw text.bad();
    }
  }

  private void zoneName() {
    if (!text.take("UTC")) {
      matched(ZONE_NAME);
    }
  }

  private String matched(Pattern pattern) {
    var matcher = pattern.matcher(text.text).region(text.at, text.text.length());
    if (!matcher.lookingAt()) {
      throw text.bad();
    }
    text.at = matcher.end();
    return matcher.group();
  }

  private void zone(String name) {
    offset = 0;
    if (name.startsWith("Z") && text.take("Z")) {
      return;
    }
    var found = matched(Pattern.compile("[+-]" + name.substring(1).replaceAll("[0-9]", "[0-9]")));
    var digits = (found.substring(1).replace(":", "") + "0000").substring(0, 6);
    var hours = Integer.parseInt(digits.substring(0, 2));
    var minutes = Integer.parseInt(digits.substring(2, 4));
    var seconds = Integer.parseInt(digits.substring(4));
    if (hours > 24 || minutes > 60 || seconds > 60) {
      throw text.bad();
    }
    offset = (hours * 60 + minutes) * 60 + seconds;
    offset = found.charAt(0) == '-' ? -offset : offset;
  }

  private LocalDateTime time() {
    if (pm && hour < 12) {
      hour += 12;
    } else if (am && hour == 12) {
      hour = 0;
    }
    try {
      return date().atTime(LocalTime.of(hour, minute, second, nano)).minusSeconds(offset);
    } catch (DateTimeException e) {
      throw text.bad();
    }
  }

  private LocalDate date() {
    if (dayOfYear < 0) {
      return LocalDate.of(year, month < 0 ? 1 : month, day < 0 ? 1 : day);
    }
    var date = LocalDate.ofYearDay(year, dayOfYear);
    if ((month >= 0 && month != date.getMonthValue())
        || (day >= 0 && day != date.getDayOfMonth())) {
      throw text.bad();
    }
    return date;
  }

  /** Nanoseconds since 1970, if a long has room for them. */
  static long nanos(LocalDateTime time) {
    var instant = time.toInstant(ZoneOffset.UTC);
    try {
      // The product alone is out of range for the first representable nanoseconds.
      return BigInteger.valueOf(instant.getEpochSecond())
          .multiply(BigInteger.valueOf(1_000_000_000))
          .add(BigInteger.valueOf(instant.getNano()))
          .longValueExact();
    } catch (ArithmeticException e) {
      throw new BuiltinException("time outside of valid range");
    }
  }
}
