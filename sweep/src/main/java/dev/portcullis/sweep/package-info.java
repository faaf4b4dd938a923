/** Many graphs decided in one run: the same decision for each, streamed to Parquet in order. */
@NullMarked
package dev.portcullis.sweep;

import org.jspecify.annotations.NullMarked;
