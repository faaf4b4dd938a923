package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.Problem.Code;
import dev.portcullis.lambda.orders.Outcome.Done;
import dev.portcullis.lambda.orders.Outcome.InProgress;
import dev.portcullis.lambda.platform.Log;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Places orders, each once; the steps and what a crash leaves are told in the package's comment.
 */
final class Placement {
  private final OrderBook book;
  private final Claims claims;
  private final Effects effects;
  private final Clock clock;
  private final Supplier<String> owners;
  private final Log log;

  /**
   * Placement in that book.
   *
   * @param owners names attempts, no two alike
   */
  Placement(
      OrderBook book,
      Claims claims,
      Effects effects,
      Clock clock,
      Supplier<String> owners,
      Log log) {
    this.book = book;
    this.claims = claims;
    this.effects = effects;
    this.clock = clock;
    this.owners = owners;
    this.log = log;
  }

  /**
   * Places the order, or finds what became of it when it was sent before.
   *
   * @throws Problem {@code idempotency-conflict}, {@code read-only}, {@code store-unavailable}
   */
  Outcome place(Order order) throws Problem {
    // First, because a claim made here reaches the other region, where the writer is.
    if (book.readOnly()) {
      return lookUp(order);
    }
    var mine = Claim.of(order, owners.get(), clock.instant());
    var before = claims.put(mine);
    return before.isEmpty() ? record(order, mine) : after(order, mine, before.get());
  }

  /** The key was used before. */
  private Outcome after(Order order, Claim mine, Claim before) throws Problem {
    checkSame(mine, before);
    var now = clock.instant();
    var placing = before.inProgress(now);
    if (placing.isPresent()) {
      return placing.get();
    }
    if (before.done()) {
      var there = book.find(order.orderId());
      if (there.isPresent()) {
        return repetition(order, there.get());
      }
      checkUnchanged(before);
    }
    var taken = before.takenOver(mine.owner(), now);
    if (!claims.takeOver(before, taken)) {
      return new InProgress(Claim.LEASE);
    }
    log.warn("claim-taken-over", Map.of("orderId", order.orderId(), "done", before.done()));
    return record(order.acceptedAt(before.createdAt()), taken);
  }

  private Outcome record(Order order, Claim mine) throws Problem {
    var placing = book.place(order);
    if (placing instanceof OrderBook.Refused refused) {
      giveUp(mine);
      throw refused.why();
    }
    var kept = (OrderBook.Kept) placing;
    if (!kept.order().repeats(order)) {
      giveUp(mine);
      throw conflict();
    }
    effects.complete(kept.order());
    return new Done(kept.order(), kept.isNew());
  }

  /** In a region that takes no writes: what is done can be told, all else is the other region's. */
  private Outcome lookUp(Order order) throws Problem {
    var claim = claims.find(order.orderId());
    if (claim.isPresent()) {
      var before = claim.get();
      checkSame(Claim.of(order, before.owner(), clock.instant()), before);
      var there = book.find(order.orderId());
      if (before.done() && there.isPresent()) {
        return repetition(order, there.get());
      }
      var placing = before.inProgress(clock.instant());
      if (placing.isPresent() || before.done()) {
        return placing.orElseGet(InProgress::soon);
      }
    }
    throw readOnly();
  }

  /** The claim expires by itself; giving it up only spares the caller the wait. */
  private void giveUp(Claim mine) {
    try {
      claims.giveUp(mine);
    } catch (Problem e) {
      log.warn("claim-left-to-expire", Map.of("orderId", mine.orderId(), "code", e.code().text()));
    }
  }

  private static Outcome repetition(Order order, Order there) throws Problem {
    if (!there.repeats(order)) {
      throw conflict();
    }
    return new Done(there, false);
  }

  private static void checkSame(Claim mine, Claim before) throws Problem {
    if (!before.fingerprint().equals(mine.fingerprint())) {
      throw conflict();
    }
  }

  /**
   * A database that was restored, or promoted before it had everything, may lack an order that was
   * placed: sending it again brings it back. Not when it was changed since: it would come back as
   * it was before.
   */
  private static void checkUnchanged(Claim before) throws Problem {
    if (before.version() > 1) {
      throw new Problem(
          Code.STORE_UNAVAILABLE,
          List.of(
              "the order book lacks this order, whose history goes on: people must restore it"));
    }
  }

  private static Problem conflict() {
    return new Problem(
        Code.IDEMPOTENCY_CONFLICT, List.of("this idempotency key belongs to another order"));
  }

  private static Problem readOnly() {
    return new Problem(
        Code.READ_ONLY,
        List.of("this region's database follows the other region's and takes no orders now"));
  }
}
