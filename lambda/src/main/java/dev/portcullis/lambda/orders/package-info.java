/**
 * The order API of system {@code serverless}: a function behind a load balancer, over one table.
 */
@NullMarked
package dev.portcullis.lambda.orders;

import org.jspecify.annotations.NullMarked;
