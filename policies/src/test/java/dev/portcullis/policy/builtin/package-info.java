/** Tests of the builtins against what the real OPA answered. */
@NullMarked
package dev.portcullis.policy.builtin;

import org.jspecify.annotations.NullMarked;
