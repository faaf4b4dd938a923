package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.orders.Outcome.InProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who is at work on an idempotency key, or that the work is done.
 *
 * @param orderId the key
 * @param fingerprint of what was asked for with it
 * @param state whether somebody is at work
 * @param owner the attempt that is, or was, at work
 * @param leaseEnd until when nobody else may begin
 * @param createdAt when the order was accepted: whoever goes on says the same
 * @param version of the order for which all is done; 0 while it is not
 */
record Claim(
    String orderId,
    String fingerprint,
    State state,
    String owner,
    Instant leaseEnd,
    Instant createdAt,
    int version) {

  /**
   * Twice what a function has before Lambda ends it: who has not finished by then is dead, and a
   * clock may be some seconds off. It costs a caller patience when it is too long, and nothing but
   * work done twice to the same effect when it is too short.
   */
  static final Duration LEASE = Duration.ofSeconds(20);

  /** Where the work stands. */
  enum State {
    IN_PROGRESS("in-progress"),
    DONE("done");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /** As it is kept. */
    String text() {
      return text;
    }
  }

  /** The claim of an attempt that begins. */
  static Claim of(Order order, String owner, Instant now) {
    return new Claim(
        order.orderId(),
        Fingerprint.of(order),
        State.IN_PROGRESS,
        owner,
        now.plus(LEASE),
        order.createdAt(),
        0);
  }

  /** This claim, in the hands of an attempt that goes on where another one stopped. */
  Claim takenOver(String by, Instant now) {
    return new Claim(orderId, fingerprint, State.IN_PROGRESS, by, now.plus(LEASE), createdAt, 0);
  }

  /** Whether the work is done. */
  boolean done() {
    return state == State.DONE;
  }

  /** How long its owner may still be at work; empty when nobody is. */
  Optional<InProgress> inProgress(Instant now) {
    return done() || !now.isBefore(leaseEnd)
        ? Optional.empty()
        : Optional.of(new InProgress(Duration.between(now, leaseEnd)));
  }
}
