package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.http.Problem;
import java.util.Optional;

/** The claims of idempotency keys. Every method throws {@code store-unavailable}. */
interface Claims {

  /**
   * Claims a key that nobody has.
   *
   * @return the claim of somebody else; empty when the key is ours
   */
  Optional<Claim> put(Claim mine) throws Problem;

  /** Looks at the claim of a key, as it is in this region now. */
  Optional<Claim> find(String orderId) throws Problem;

  /**
   * Takes over a claim whose owner is dead, or whose work turned out to be undone.
   *
   * @return whether it was still as we saw it, and is ours now
   */
  boolean takeOver(Claim seen, Claim mine) throws Problem;

  /**
   * Says that all is done for this version of the order. A claim that somebody else has, or that
   * tells of a later version, stays as it is.
   */
  void complete(Order order) throws Problem;

  /** Gives our claim up, so that a retry can begin at once; that of another stays. */
  void giveUp(Claim mine) throws Problem;
}
