/** Sweeps as the pipeline, the auditor and the developer rely on them. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.sweep;
