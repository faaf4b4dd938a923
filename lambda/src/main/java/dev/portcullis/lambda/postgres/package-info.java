/** SQL with credentials that rotate and a writer that moves. */
@NullMarked
package dev.portcullis.lambda.postgres;

import org.jspecify.annotations.NullMarked;
