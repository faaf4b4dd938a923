/**
 * The decision: the one document every report renders. Data only; names are the fixed contract of
 * docs/decision.md.
 */
@NullMarked
package dev.portcullis.policy.decision;

import org.jspecify.annotations.NullMarked;
