/** The entry point of the Pulumi program. */
@NullMarked
package dev.portcullis.infra;

import org.jspecify.annotations.NullMarked;
