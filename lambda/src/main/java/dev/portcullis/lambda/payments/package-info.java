/** The payment API of system {@code payments}: a function behind API Gateway. */
@NullMarked
package dev.portcullis.lambda.payments;

import org.jspecify.annotations.NullMarked;
