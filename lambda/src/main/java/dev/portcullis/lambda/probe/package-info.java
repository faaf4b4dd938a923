/** The clock-driven question whether the database of a region is there. */
@NullMarked
package dev.portcullis.lambda.probe;

import org.jspecify.annotations.NullMarked;
