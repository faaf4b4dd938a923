/** Secrets and the keys that protect them. */
@NullMarked
package dev.portcullis.infra.security;

import org.jspecify.annotations.NullMarked;
