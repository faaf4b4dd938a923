package dev.portcullis.lambda.notification;

import java.util.List;
import java.util.function.Supplier;

/** What people are told. */
final class Announcement {
  private static final String RUNBOOK = "docs/runbooks/failover.md";
  private static final int SUBJECT = 100;

  private final Setting setting;
  private final Supplier<String> database;

  /**
   * The system that is told of.
   *
   * @param here region of the alarm
   * @param primary region that answers while all is well
   * @param secondary the other one
   * @param armed whether the promoter acts, or only says what it would do
   */
  record Setting(String here, String primary, String secondary, boolean armed) {}

  /**
   * A message.
   *
   * @param subject at most 100 characters, as SNS takes them
   * @param text lines
   */
  record Message(String subject, String text) {}

  /**
   * Announcements for that system.
   *
   * @param database says how the global database is at this moment
   */
  Announcement(Setting setting, Supplier<String> database) {
    this.setting = setting;
    this.database = database;
  }

  /** What is said of that change. */
  Message of(AlarmChange change, FailoverAlarm alarm) {
    var headline = change.isRed() ? red(alarm) : green(alarm);
    var subject = "payments: " + headline;
    return new Message(
        subject.substring(0, Math.min(subject.length(), SUBJECT)),
        String.join(
            "\n",
            List.of(
                headline + ".",
                "",
                "Alarm "
                    + change.alarmName()
                    + " in "
                    + setting.here()
                    + " went to "
                    + change.state()
                    + " at "
                    + change.at()
                    + ".",
                "By itself: " + (change.isRed() ? byItself(alarm) : nothingMore(alarm)),
                "The database: " + database.get(),
                "Next: " + (change.isRed() ? next(alarm) : afterwards(alarm)))));
  }

  private String red(FailoverAlarm alarm) {
    return switch (alarm) {
      case DATABASE -> "the database cannot be reached in " + setting.here();
      case PRIMARY_CHECK -> "region " + setting.primary() + " is unwell";
      case SECONDARY_CHECK -> "the API in " + setting.secondary() + " is unwell";
      case WRITER_LOST -> "the writer of the database is lost";
    };
  }

  private String green(FailoverAlarm alarm) {
    return switch (alarm) {
      case DATABASE -> "the database can be reached again in " + setting.here();
      case PRIMARY_CHECK -> "region " + setting.primary() + " is well again";
      case SECONDARY_CHECK -> "the API in " + setting.secondary() + " is well again";
      case WRITER_LOST -> "the writer of the database is no longer held for lost";
    };
  }

  private String byItself(FailoverAlarm alarm) {
    return switch (alarm) {
      case DATABASE ->
          setting.here().equals(setting.primary())
              ? "the region's health check turns red, and Route 53 answers with "
                  + setting.secondary()
                  + " from then on; clients follow within their DNS cache of 60 seconds."
              : "nothing: requests are answered in " + setting.primary() + ".";
      case PRIMARY_CHECK ->
          "Route 53 answers with "
              + setting.secondary()
              + " as long as its API is well; clients follow within their DNS cache of 60 seconds.";
      case SECONDARY_CHECK ->
          "nothing: with both regions red, Route 53 would answer with " + setting.primary() + ".";
      case WRITER_LOST ->
          setting.armed()
              ? "the promoter looks at the global database and knocks at the writer once more;"
                  + " unless that speaks against it, it promotes "
                  + setting.secondary()
                  + "."
              : "nothing: the promoter is not armed (failoverMode manual).";
    };
  }

  private String next(FailoverAlarm alarm) {
    return RUNBOOK
        + switch (alarm) {
          case DATABASE, PRIMARY_CHECK -> ", \"Is it one?\": which of API and database it is.";
          case SECONDARY_CHECK ->
              ", \"Is it one?\": mend " + setting.secondary() + " before it is needed.";
          case WRITER_LOST ->
              setting.armed()
                  ? ", \"What happens by itself\": watch the promoter, then \"Afterwards\"."
                  : ", \"By hand: Aurora\", unplanned.";
        };
  }

  private String nothingMore(FailoverAlarm alarm) {
    return switch (alarm) {
      case DATABASE, PRIMARY_CHECK ->
          "once all its checks are green, Route 53 answers with " + setting.primary() + " again.";
      case SECONDARY_CHECK, WRITER_LOST -> "nothing.";
    };
  }

  private static String afterwards(FailoverAlarm alarm) {
    return alarm == FailoverAlarm.WRITER_LOST
        ? "docs/runbooks/failback.md, if the database was promoted."
        : RUNBOOK + ", \"Afterwards\".";
  }
}
