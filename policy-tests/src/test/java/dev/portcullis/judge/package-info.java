/** What judges the plan evaluator: OPA's conformance suite, and OPA itself on random policies. */
@NullMarked
package dev.portcullis.judge;

import org.jspecify.annotations.NullMarked;
