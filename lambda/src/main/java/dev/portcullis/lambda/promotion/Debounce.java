package dev.portcullis.lambda.promotion;

import dev.portcullis.lambda.promotion.Promotion.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps old news out: what an alarm said some time ago says nothing about now. News may come late,
 * twice, or in the wrong order; EventBridge and Lambda promise no better.
 */
final class Debounce {
  /** Lambda's two retries are over by then. */
  static final Duration RECENT = Duration.ofMinutes(10);

  /** How far the clocks of two AWS services may be apart. */
  static final Duration SKEW = Duration.ofMinutes(1);

  private final Clock clock;

  /** The latest news this environment of the function has seen, whatever it said. */
  private Instant latest = Instant.MIN;

  Debounce(Clock clock) {
    this.clock = clock;
  }

  /**
   * Why nothing is to be done about this news; empty when it is news of an alarm that turned red
   * just now. A repetition of the latest news is let through: it may be a retry of a call that
   * failed.
   */
  synchronized Optional<Outcome> refuse(AlarmNews news) {
    var since = news.since();
    var now = clock.instant();
    if (since.isPresent() && !since.get().isAfter(now.plus(SKEW)) && since.get().isAfter(latest)) {
      latest = since.get();
    }
    if (!news.isAlarm()) {
      return Optional.of(Outcome.NOT_AN_ALARM);
    }
    if (since.isEmpty() || since.get().isAfter(now.plus(SKEW))) {
      return Optional.of(Outcome.NOT_DATED);
    }
    if (since.get().isBefore(now.minus(RECENT))) {
      return Optional.of(Outcome.STALE);
    }
    return since.get().isBefore(latest) ? Optional.of(Outcome.SUPERSEDED) : Optional.empty();
  }
}
