/**
 * What is asked of the other region, in the name of the recovery role and never in the function's
 * own: its calls are listed in {@code functions.json} under {@code asRecoveryRole}.
 */
@NullMarked
package dev.portcullis.lambda.payments.recovery;

import org.jspecify.annotations.NullMarked;
