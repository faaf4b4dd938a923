/**
 * Telling people about failovers: what happened, what happens by itself, what they do next.
 *
 * <p>EventBridge delivers the changes of alarms at least once and in any order, and Lambda calls
 * again after a failure. One item of the table for each alarm makes one message of each change: it
 * is claimed before anything is said, for as long as the function may run, and marked as said
 * afterwards. Who finds the claim of another waits for the next call; who finds a later change, or
 * this one marked, is silent. A death between saying and marking says it twice: SNS cannot do
 * better, and silence would be worse.
 */
@NullMarked
package dev.portcullis.lambda.notification;

import org.jspecify.annotations.NullMarked;
