package dev.portcullis.lambda.notification;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What an alarm has to do with a failover. */
enum FailoverAlarm {
  /** The region's own database cannot be reached from it: Route 53 follows this alarm. */
  DATABASE,
  /** Route 53 holds the primary region for unwell, its API or its database. */
  PRIMARY_CHECK,
  /** Route 53 holds the API of the secondary region for unwell: there is nowhere to go. */
  SECONDARY_CHECK,
  /** Both witnesses say that the writer is lost: the promoter is started by this alarm. */
  WRITER_LOST;

  /**
   * Reads {@code database=name,writer-lost=name}.
   *
   * @throws IllegalStateException when it is not that
   */
  static Map<String, FailoverAlarm> named(String text) {
    var alarms = new HashMap<String, FailoverAlarm>();
    for (var entry : text.split(",", -1)) {
      var parts = entry.split("=", 2);
      if (parts.length != 2 || parts[1].isEmpty()) {
        throw new IllegalStateException("failover alarms: no role and name in " + entry);
      }
      alarms.put(parts[1], of(parts[0]));
    }
    return alarms;
  }

  private static FailoverAlarm of(String role) {
    for (var alarm : values()) {
      if (alarm.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(role)) {
        return alarm;
      }
    }
    throw new IllegalStateException("failover alarms: no such role, got " + role);
  }
}
