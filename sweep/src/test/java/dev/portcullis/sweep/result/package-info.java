/** Counts and summaries. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.sweep.result;
