package dev.portcullis.policy.builtin;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Writes a time by a layout of Go. */
final class GoTimeFormat {
  private final ZonedDateTime time;
  private final StringBuilder out = new StringBuilder();

  private GoTimeFormat(ZonedDateTime time) {
    this.time = time;
  }

  static String format(ZonedDateTime time, GoLayout layout) {
    var format = new GoTimeFormat(time);
    for (var part : layout.parts()) {
      format.out.append(part.before());
      format.append(part);
    }
    return format.out.append(layout.rest()).toString();
  }

  private void append(GoLayout.Part part) {
    if (part.isFraction()) {
      fraction(part);
      return;
    }
    switch (part.name()) {
      case "January" -> out.append(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case "Jan" -> out.append(month(), 0, 3);
      case "Monday" -> out.append(weekday());
      case "Mon" -> out.append(weekday(), 0, 3);
      case "MST" -> zoneName();
      case "PM" -> out.append(time.getHour() >= 12 ? "PM" : "AM");
      case "pm" -> out.append(time.getHour() >= 12 ? "pm" : "am");
      default -> {
        if (part.name().startsWith("-07") || part.name().startsWith("Z07")) {
          offset(part.name());
        } else {
          number(part.name());
        }
      }
    }
  }

  private String month() {
    return time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private String weekday() {
    return time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private void number(String name) {
    switch (name) {
      case "2006" -> padded(time.getYear(), 4, '0');
      case "06" -> padded(Math.max(time.getYear(), 0) % 100, 2, '0');
      case "01" -> padded(time.getMonthValue(), 2, '0');
      case "1" -> out.append(time.getMonthValue());
      case "02" -> padded(time.getDayOfMonth(), 2, '0');
      case "_2" -> padded(time.getDayOfMonth(), 2, ' ');
      case "2" -> out.append(time.getDayOfMonth());
      case "002" -> padded(time.getDayOfYear(), 3, '0');
      case "__2" -> padded(time.getDayOfYear(), 3, ' ');
      case "15" -> padded(time.getHour(), 2, '0');
      case "03" -> padded(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, '0');
      case "3" -> out.append(time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
      case "04" -> padded(time.getMinute(), 2, '0');
      case "4" -> out.append(time.getMinute());
      case "05" -> padded(time.getSecond(), 2, '0');
      case "5" -> out.append(time.getSecond());
      default -> throw new IllegalArgumentException(name);
    }
  }

  private void padded(int number, int width, char padding) {
    var digits = Integer.toString(number);
    out.append(Character.toString(padding).repeat(Math.max(width - digits.length(), 0)));
    out.append(digits);
  }

  private void fraction(GoLayout.Part part) {
    var nanos = String.format(Locale.ROOT, "%09d", time.getNano());
    var digits = nanos.substring(0, Math.min(part.digits(), nanos.length()));
    if (part.name().charAt(1) == '9') {
      var end = digits.length();
      while (end > 0 && digits.charAt(end - 1) == '0') {
        end--;
      }
      digits = digits.substring(0, end);
    }
    out.append(digits.isEmpty() ? "" : part.name().charAt(0) + digits);
  }

  private void offset(String name) {
    var seconds = time.getOffset().getTotalSeconds();
    if (name.charAt(0) == 'Z' && seconds == 0) {
      out.append('Z');
      return;
    }
    var colon = name.indexOf(':') > 0 ? ":" : "";
    // As in Go, whole minutes decide on the sign and are what is divided.
    var minutes = seconds / 60;
    out.append(minutes < 0 ? '-' : '+');
    padded(Math.abs(minutes) / 60, 2, '0');
    if (name.length() > 3) {
      out.append(colon);
      padded(Math.abs(minutes) % 60, 2, '0');
    }
    if (name.replace(":", "").length() > 5) {
      out.append(colon);
      padded(Math.abs(seconds) % 60, 2, '0');
    }
  }

  /** Java does not know the abbreviations of the time zone database. */
  private void zoneName() {
    if (!time.getZone().equals(ZoneOffset.UTC)) {
      throw new BuiltinHalt("the abbreviation of the time zone is not supported in a layout");
    }
    out.append("UTC");
  }
}
