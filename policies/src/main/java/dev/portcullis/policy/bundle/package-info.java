/**
 * The compiled compliance pack: building, verifying and loading it, and the catalogue of its rules.
 */
@NullMarked
package dev.portcullis.policy.bundle;

import org.jspecify.annotations.NullMarked;
