/** The configuration of a system: what can be set, what is allowed, and all errors at once. */
@NullMarked
package dev.portcullis.infra.config;

import org.jspecify.annotations.NullMarked;
