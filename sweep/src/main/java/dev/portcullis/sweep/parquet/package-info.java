/** Rows to Parquet files on a local disk, without Hadoop. */
@NullMarked
package dev.portcullis.sweep.parquet;

import org.jspecify.annotations.NullMarked;
