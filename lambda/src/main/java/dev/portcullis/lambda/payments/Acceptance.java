package dev.portcullis.lambda.payments;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.Problem.Code;
import dev.portcullis.lambda.platform.Log;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Decides on payments, and keeps what was decided; the order of the steps, and why every one of
 * them may be the last, is in the description of the package.
 */
final class Acceptance {
  /** These are decisions; everything else is not knowing, and is decided when it is sent again. */
  private static final Set<Code> REFUSALS =
      EnumSet.of(
          Code.INVALID_PAYMENT,
          Code.IDEMPOTENCY_CONFLICT,
          Code.LIMIT_EXCEEDED,
          Code.VELOCITY_EXCEEDED,
          Code.DUPLICATE_PAYMENT);

  private final Stores stores;
  private final String region;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final Log log;

  /**
   * What is asked and written.
   *
   * @param key makes fingerprints
   * @param payments what was accepted
   * @param limits most that a payment may be
   * @param guards what a card or account did lately
   * @param ledger keeps payments
   * @param evidence keeps records of decisions
   */
  record Stores(
      FingerprintKey key,
      Payments payments,
      Limits limits,
      Guards guards,
      Ledger ledger,
      Evidence evidence) {}

  /**
   * A payment that was accepted.
   *
   * @param isNew whether now; otherwise it was before, and nothing was done twice
   */
  record Accepted(Payment payment, boolean isNew) {}

  /**
   * Decisions over these stores.
   *
   * @param region of the function, kept with the decision
   * @param ids of refusals
   */
  Acceptance(Stores stores, String region, Clock clock, Supplier<UUID> ids, Log log) {
    this.stores = stores;
    this.region = region;
    this.clock = clock;
    this.ids = ids;
    this.log = log;
  }

  /**
   * Accepts the payment.
   *
   * @throws Problem a refusal, of which a record is kept; or {@code store-unavailable}, after which
   *     the same payment may be sent again
   */
  Accepted accept(PaymentDraft draft) throws Problem {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var wanted = checked(draft, now);
    var method = wanted.instrument().kept(stores.key().fingerprints());
    try {
      var accepted = accept(wanted, method, now);
      stores.evidence().keep(accepted.payment());
      var payment = accepted.payment();
      log.info(
          "payment-accepted",
          Map.of(
              "paymentId", payment.paymentId(),
              "repeated", !accepted.isNew(),
              "limit", payment.limit().text()));
      return accepted;
    } catch (Problem problem) {
      keep(problem, Refusal.Subject.of(wanted, method), now);
      throw problem;
    }
  }

  private Wanted checked(PaymentDraft draft, Instant now) throws Problem {
    try {
      return draft.check(now);
    } catch (Problem problem) {
      var before = asItWas(draft);
      if (before.isPresent()) {
        return before.get();
      }
      keep(problem, Refusal.Subject.of(draft), now);
      throw problem;
    }
  }

  /** Cards expire, and a payment that was accepted with one before is no less accepted. */
  private Optional<Wanted> asItWas(PaymentDraft draft) throws Problem {
    var id = draft.validId();
    if (id.isEmpty()) {
      return Optional.empty();
    }
    var known = stores.payments().find(id.get()).payment();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(draft.check(known.get().acceptedAt()));
    } catch (Problem wrongThenToo) {
      return Optional.empty();
    }
  }

  private Accepted accept(Wanted wanted, Method method, Instant now) throws Problem {
    var known = stores.payments().find(wanted.paymentId()).payment();
    if (known.isPresent()) {
      return again(known.get(), wanted, method);
    }
    var limit = stores.limits().of(wanted.merchantId(), wanted.money().currency());
    if (wanted.money().minorUnits() > limit.minorUnits()) {
      throw refused(Code.LIMIT_EXCEEDED, "more than one payment to this merchant may be");
    }
    if (!stores.guards().count(method, wanted.paymentId(), now)) {
      throw refused(
          Code.VELOCITY_EXCEEDED, "too many payments from this card or account; try again later");
    }
    var rival = stores.guards().claim(wanted, method, now);
    if (rival.isPresent()) {
      throw refused(
          Code.DUPLICATE_PAYMENT,
          "the same was paid, or begun to be, as payment "
              + rival.get()
              + ": send that one again, or say repeatIntended");
    }
    var payment =
        new Payment(
            wanted.paymentId(),
            wanted.merchantId(),
            wanted.money(),
            method,
            wanted.repeatIntended(),
            limit.source(),
            region,
            now);
    var before = stores.ledger().putIfAbsent(payment);
    return before.isPresent() ? again(before.get(), wanted, method) : new Accepted(payment, true);
  }

  private static Accepted again(Payment known, Wanted wanted, Method method) throws Problem {
    if (!known.isOf(wanted, method)) {
      throw refused(Code.IDEMPOTENCY_CONFLICT, "this payment id belongs to another payment");
    }
    return new Accepted(known, false);
  }

  private static Problem refused(Code code, String detail) {
    return new Problem(code, List.of(detail));
  }

  private void keep(Problem problem, Refusal.Subject subject, Instant now) throws Problem {
    if (REFUSALS.contains(problem.code())) {
      stores.evidence().keep(new Refusal(ids.get().toString(), problem, subject, region, now));
    }
  }
}
