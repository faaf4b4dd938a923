/** Tests of the plan evaluator that need no opa; OPA's own suite is in policy-tests. */
@NullMarked
package dev.portcullis.policy.plan;

import org.jspecify.annotations.NullMarked;
