/**
 * The payment API of system {@code payments}: a function behind API Gateway that decides on
 * payments and keeps what it decided.
 *
 * <p>Every decision is a sequence of steps, and the function may die after any of them. Each step
 * is one conditional write that names the payment, so that the same payment, sent again, finds its
 * own traces and goes on from there:
 *
 * <ol>
 *   <li>look for the payment here, then in the other region: if it is there, skip to the last step;
 *   <li>look up the limit: nothing is written;
 *   <li>count the payment for its card in the current window: a set of ids, so it counts once;
 *   <li>claim to be the payment of that amount: the claim names the payment, so it stays ours;
 *   <li>put the payment, unless it is there: <b>from here on it is accepted</b>;
 *   <li>put audit record and receipt, unless they are there: their bytes follow from the payment.
 * </ol>
 *
 * <p>A death between 3 and 5 leaves a count and a claim of a payment that is not accepted: both
 * only make us stricter, and run out by themselves. A death after 5 leaves a payment without
 * evidence, which was not answered with success either; the caller sends it again, and step 1 leads
 * to step 6. A refusal is an answer only after its record is kept. The order of 3 and 4 is on
 * purpose: what is refused as a duplicate has counted, or whoever tries cards would try for free.
 */
@NullMarked
package dev.portcullis.lambda.payments;

import org.jspecify.annotations.NullMarked;
