package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.http.Problem;

/**
 * What follows from an order in the book: documents, history, and the claim that says all is done,
 * in this order. Each follows from the order alone and is never written over, so any attempt can do
 * what an earlier one left undone, and several at once do the same.
 *
 * @param documents one for each version
 * @param history one event for each version
 * @param claims last, because a claim that is done is not looked at again
 */
record Effects(Documents documents, History history, Claims claims) {

  /** Makes all of it true. */
  void complete(Order order) throws Problem {
    for (var version : order.versions()) {
      documents.keep(version);
      history.add(Event.of(version));
    }
    claims.complete(order);
  }
}
