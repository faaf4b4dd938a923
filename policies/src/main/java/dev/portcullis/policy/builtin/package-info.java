/** OPA's builtin functions over the values of Rego, exact to what OPA's own evaluator answers. */
@NullMarked
package dev.portcullis.policy.builtin;

import org.jspecify.annotations.NullMarked;
