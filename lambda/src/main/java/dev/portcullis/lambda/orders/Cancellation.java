package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.Problem.Code;
import dev.portcullis.lambda.orders.Outcome.Done;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Cancels orders.
 *
 * @param book where the version decides who is first
 * @param claims tells whether the order is still being placed
 */
record Cancellation(OrderBook book, Claims claims, Effects effects, Clock clock) {

  /**
   * Cancels the order that is at this version. Sent again, it finds the order cancelled, completes
   * what a crash left undone, and answers as before.
   *
   * @throws Problem {@code not-found}, {@code version-conflict}, {@code read-only}, {@code
   *     store-unavailable}
   */
  Outcome cancel(String orderId, int version) throws Problem {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    // Whoever places it would tell of its first version when the second is told of already.
    var placing = claims.find(orderId).flatMap(claim -> claim.inProgress(now));
    if (placing.isPresent()) {
      return placing.get();
    }
    var order =
        book.cancel(orderId, version, now)
            .orElseThrow(() -> new Problem(Code.NOT_FOUND, List.of("there is no such order")));
    var asked = order.version() == version + 1 || order.version() == version;
    if (order.status() != Order.Status.CANCELLED || !asked) {
      throw new Problem(
          Code.VERSION_CONFLICT, List.of("the order is at version " + order.version()));
    }
    effects.complete(order);
    return new Done(order, false);
  }
}
