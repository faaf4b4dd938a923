/** Promotion of the secondary cluster when the primary region is lost. */
@NullMarked
package dev.portcullis.lambda.promotion;

import org.jspecify.annotations.NullMarked;
