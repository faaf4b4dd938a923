/** The values that Rego knows, as plain Java objects; undefined is Java's {@code null}. */
@NullMarked
package dev.portcullis.policy.value;

import org.jspecify.annotations.NullMarked;
