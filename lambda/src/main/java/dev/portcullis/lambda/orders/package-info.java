/**
 * The order API of system {@code serverless}: a function behind a load balancer in each of two
 * regions, over PostgreSQL, a DynamoDB table and a bucket.
 *
 * <h2>Who keeps what</h2>
 *
 * <ul>
 *   <li>PostgreSQL has the <b>record</b>: an order is what is in {@code customer_order} and {@code
 *       order_line}. There is one writer, and its primary key decides which of two requests was
 *       first, whatever else happens. The secondary region has a replica, and refuses writes.
 *   <li>The table has for each order its <b>claim</b> (entry {@code claim}: who is at work on the
 *       idempotency key, for which request, or that all is done) and its <b>events</b> (entry
 *       {@code event#<version>}: numbered by version and not by instant, so that the same event
 *       cannot be told twice). It is replicated in both directions and the last write wins, so a
 *       claim is never proof: it spares work and tells callers to wait. That is why losing one does
 *       no harm.
 *   <li>The bucket has the <b>document</b> of each version ({@code orders/<id>/v<version>.json}),
 *       which follows from the record alone.
 * </ul>
 *
 * <h2>Placing an order</h2>
 *
 * <ol>
 *   <li>A region whose database takes no writes claims nothing: it tells what is done, or refuses
 *       with {@code read-only}.
 *   <li>{@code PutItem} claims the key unless it is claimed. The claim holds a fingerprint of the
 *       request (another one is an {@code idempotency-conflict}), the instant at which the order
 *       counts as accepted, and the end of a lease. While the lease runs, others get {@code
 *       in-progress} and the seconds to wait; afterwards {@code UpdateItem} takes the claim over,
 *       instant included, if nobody else did.
 *   <li>One transaction inserts the order with its lines, unless the id is there already. When the
 *       database definitely refused, {@code DeleteItem} gives the claim up and a retry may begin at
 *       once. When the answer to the commit was lost nobody knows: the claim stays until its lease
 *       ends, and the retry finds out.
 *   <li>The document is put if none is there, then the event.
 *   <li>{@code UpdateItem} completes the claim; only now the caller is told that the order is
 *       placed.
 * </ol>
 *
 * <p>Cancelling is the same from the third step on: the update has the version in its condition,
 * and sent again it finds the version it made. Versions that a crash left without document or event
 * are completed first, and a claim's version only grows.
 *
 * <h2>What a crash leaves</h2>
 *
 * <p>Every step but the transaction follows from the record and changes nothing when it is done
 * again, so an attempt that died anywhere is completed by the next one with the same key, and two
 * attempts at once write the same bytes:
 *
 * <table>
 *   <caption>By the last step that was done</caption>
 *   <tr><th>died after</th><th>what is there</th><th>the same request again</th></tr>
 *   <tr><td>nothing</td><td>nothing</td><td>places the order</td></tr>
 *   <tr><td>claim</td><td>a claim nobody works for</td><td>{@code in-progress}, after the lease
 *       takes it over</td></tr>
 *   <tr><td>transaction</td><td>the order, not told to anybody</td><td>after the lease finds the
 *       order, goes on with the document</td></tr>
 *   <tr><td>document, event</td><td>the same and these</td><td>finds them, completes the
 *       claim</td></tr>
 *   <tr><td>completed claim</td><td>everything</td><td>answers 200 with the order</td></tr>
 * </table>
 *
 * <p>An order that a restored or promoted database lacks comes back when it is sent again, unless
 * its claim says that it was changed since: then people decide.
 */
@NullMarked
package dev.portcullis.lambda.orders;

import org.jspecify.annotations.NullMarked;
