/**
 * The sweep as a Spark job: Spark distributes documents and writes rows, the decision is the same.
 */
@NullMarked
package dev.portcullis.sweep.spark;

import org.jspecify.annotations.NullMarked;
