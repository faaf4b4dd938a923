/** OPA's intermediate representation of a policy, as {@code opa build -t plan} writes it, typed. */
@NullMarked
package dev.portcullis.policy.plan.ir;

import org.jspecify.annotations.NullMarked;
