package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn0;
import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.builtin.Builtin.Fn2;
import dev.portcullis.policy.builtin.Builtin.Fn4;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoNumber;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.zone.ZoneRulesProvider;
import java.util.Locale;
import java.util.Map;

/** {@code time.*}; the local zone is UTC, wherever the machine is. */
final class TimeBuiltins {
  private static final long NANOS = 1_000_000_000L;

  /** Zones of the database that Java has by another name only. */
  private static final Map<String, String> FIXED =
      Map.of("EST", "-05:00", "MST", "-07:00", "HST", "-10:00");

  private TimeBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "time.now_ns" -> (Fn0) context -> context.nowNanos();
      case "time.parse_ns" -> (Fn2) TimeBuiltins::parse;
      case "time.parse_rfc3339_ns" -> (Fn1) (c, a) -> parse(c, "RFC3339", a);
      case "time.parse_duration_ns" -> (Fn1) (c, a) -> GoDuration.nanos(Operands.string(a, 1));
      case "time.format" -> (Fn1) TimeBuiltins::format;
      case "time.date" -> (Fn1) TimeBuiltins::date;
      case "time.clock" -> (Fn1) TimeBuiltins::clock;
      case "time.weekday" -> (Fn1) TimeBuiltins::weekday;
      case "time.add_date" -> (Fn4) TimeBuiltins::addDate;
      case "time.diff" -> (Fn2) TimeBuiltins::difference;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Object parse(BuiltinContext context, Object a, Object b) {
    var layout = GoLayout.of(Operands.string(a, 1));
    return GoTimeParser.nanos(GoTimeParser.parse(layout, Operands.string(b, 2)));
  }

  /** Nanoseconds, or an array of them with a zone and a layout. */
  private static ZonedDateTime time(Object a) {
    if (!(a instanceof RegoArray array)) {
      return time(a, ZoneOffset.UTC);
    }
    if (array.size() == 0) {
      throw Operands.wrongType(a, 1, "either number (ns) or [number (ns), string (tz)]");
    }
    Operands.number(array.get(0), 1);
    return time(
        array.get(0), array.size() > 1 ? zone(Operands.string(array.get(1), 1)) : ZoneOffset.UTC);
  }

  private static ZonedDateTime time(Object nanos, ZoneId zone) {
    if (!(nanos instanceof Long) && !(nanos instanceof RegoNumber)) {
      throw Operands.wrongType(nanos, 1, "either number (ns) or [number (ns), string (tz)]");
    }
    var value =
        nanos instanceof Long integer
            ? integer
            : GoDuration.exact(new BigDecimal(nanos.toString()));
    return Instant.ofEpochSecond(Math.floorDiv(value, NANOS), Math.floorMod(value, NANOS))
        .atZone(zone);
  }

  private static ZoneId zone(String name) {
    if (name.isEmpty() || name.equals("UTC") || name.equals("Local")) {
      return ZoneOffset.UTC;
    }
    if (FIXED.containsKey(name)) {
      return ZoneOffset.of(FIXED.get(name));
    }
    if (!ZoneRulesProvider.getAvailableZoneIds().contains(name)) {
      throw new BuiltinException("unknown time zone " + name);
    }
    return ZoneId.of(name);
  }

  private static Object format(BuiltinContext context, Object a) {
    var time = time(a);
    var layout = "";
    if (a instanceof RegoArray array && array.size() > 2) {
      layout = Operands.string(array.get(2), 1);
    }
    context.charge(layout.length());
    return GoTimeFormat.format(time, GoLayout.of(layout.isEmpty() ? "RFC3339Nano" : layout));
  }

  private static Object date(BuiltinContext context, Object a) {
    var time = time(a);
    return integers(time.getYear(), time.getMonthValue(), time.getDayOfMonth());
  }

  private static Object clock(BuiltinContext context, Object a) {
    var time = time(a);
    return integers(time.getHour(), time.getMinute(), time.getSecond());
  }

  private static RegoArray integers(int... values) {
    var array = new RegoArray(values.length);
    for (var value : values) {
      array.append((long) value);
    }
    return array;
  }

  private static Object weekday(BuiltinContext context, Object a) {
    return time(a).getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  /** Days and months beyond their end run over into the next ones. */
  private static Object addDate(BuiltinContext context, Object a, Object b, Object c, Object d) {
    var time = time(a);
    var years = Operands.integer(b, 2);
    var months = Operands.integer(c, 3);
    var days = Operands.integer(d, 4);
    try {
      var first = time.toLocalDateTime().withDayOfMonth(1).plusYears(years).plusMonths(months);
      var local = first.plusDays(Math.addExact(days, time.getDayOfMonth() - 1));
      return GoTimeParser.nanos(inUtc(local, time.getZone()));
    } catch (DateTimeException | ArithmeticException e) {
      throw new BuiltinException("time outside of valid range");
    }
  }

  /** Where clocks are changed, a local time is what Go takes it for. */
  private static LocalDateTime inUtc(LocalDateTime local, ZoneId zone) {
    var rules = zone.getRules();
    var guess = rules.getOffset(local.toInstant(ZoneOffset.UTC)).getTotalSeconds();
    var offset =
        guess == 0
            ? 0
            : rules
                .getOffset(local.minusSeconds(guess).toInstant(ZoneOffset.UTC))
                .getTotalSeconds();
    return local.minusSeconds(offset);
  }

  /** Years, months, days, hours, minutes and seconds between two times. */
  private static Object difference(BuiltinContext context, Object a, Object b) {
    var x = time(a);
    var y = time(b).withZoneSameInstant(x.getZone());
    var start = (x.isAfter(y) ? y : x).toLocalDateTime();
    var end = (x.isAfter(y) ? x : y).toLocalDateTime();
    var seconds = end.getSecond() - start.getSecond();
    var minutes = end.getMinute() - start.getMinute() - (seconds < 0 ? 1 : 0);
    var hours = end.getHour() - start.getHour() - (minutes < 0 ? 1 : 0);
    var days = end.getDayOfMonth() - start.getDayOfMonth() - (hours < 0 ? 1 : 0);
    var months = end.getMonthValue() - start.getMonthValue() - (days < 0 ? 1 : 0);
    var years = end.getYear() - start.getYear() - (months < 0 ? 1 : 0);
    return integers(
        years,
        months < 0 ? months + 12 : months,
        days < 0 ? days + start.toLocalDate().lengthOfMonth() : days,
        hours < 0 ? hours + 24 : hours,
        minutes < 0 ? minutes + 60 : minutes,
        seconds < 0 ? seconds + 60 : seconds);
  }
}
