package dev.portcullis.lambda.notification;

import dev.portcullis.lambda.platform.Log;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells people of each change of a failover alarm, once. */
final class Notifier {
  private final Map<String, FailoverAlarm> alarms;
  private final AlarmStates states;
  private final Announcement announcement;
  private final Topic topic;
  private final Clock clock;
  private final Log log;

  /** Where people hear of it. */
  @FunctionalInterface
  interface Topic {

    /** Publishes; throws when it is not known whether it did. */
    void publish(Announcement.Message message);
  }

  /** How it ended. */
  enum Outcome {
    SAID,
    ALREADY_SAID,
    OUT_OF_DATE,
    /** Green, and nobody was told that it was ever red: a new alarm. */
    NOT_NEWS,
    NOT_A_FAILOVER_ALARM
  }

  /**
   * A notifier.
   *
   * @param alarms name to what it means
   */
  Notifier(
      Map<String, FailoverAlarm> alarms,
      AlarmStates states,
      Announcement announcement,
      Topic topic,
      Clock clock,
      Log log) {
    this.alarms = Map.copyOf(alarms);
    this.states = states;
    this.announcement = announcement;
    this.topic = topic;
    this.clock = clock;
    this.log = log;
  }

  /**
   * Tells of the change an event brought.
   *
   * @throws RuntimeException when it could not, or not yet: the call is to be repeated
   */
  Outcome run(Object event) {
    var change = AlarmChange.of(event);
    var alarm = change.flatMap(c -> Optional.ofNullable(alarms.get(c.alarmName())));
    if (change.isEmpty() || alarm.isEmpty()) {
      log.error("not-a-failover-alarm", null, Map.of());
      return Outcome.NOT_A_FAILOVER_ALARM;
    }
    var outcome = tell(change.get(), alarm.get());
    log.info(
        "alarm-changed",
        Map.of(
            "alarm", change.get().alarmName(),
            "state", change.get().state().name(),
            "outcome", outcome.name()));
    return outcome;
  }

  private Outcome tell(AlarmChange change, FailoverAlarm alarm) {
    return switch (states.claim(change, clock.instant())) {
      case OURS -> {
        topic.publish(announcement.of(change, alarm));
        told(change);
        yield Outcome.SAID;
      }
      case NOBODY_WORRIES -> {
        states.told(change);
        yield Outcome.NOT_NEWS;
      }
      case TOLD -> Outcome.ALREADY_SAID;
      case OUT_OF_DATE -> Outcome.OUT_OF_DATE;
      case BUSY -> throw new IllegalStateException("another call is telling of this alarm");
    };
  }

  /** Said is said: to fail now would make Lambda call again, and say it twice. */
  private void told(AlarmChange change) {
    try {
      states.told(change);
    } catch (SdkException e) {
      log.error("said-but-not-marked", e, Map.of("alarm", change.alarmName()));
    }
  }
}
