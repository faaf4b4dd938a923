/**
 * The trading API of system {@code trading}: a function behind a load balancer, over PostgreSQL.
 */
@NullMarked
package dev.portcullis.lambda.trading;

import org.jspecify.annotations.NullMarked;
