/** The packaged job, as spark-submit runs it. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.sweep.spark;
