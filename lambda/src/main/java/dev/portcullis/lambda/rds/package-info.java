/** Asking a database whether it is there, over TLS, without a driver. */
@NullMarked
package dev.portcullis.lambda.rds;

import org.jspecify.annotations.NullMarked;
