/** What a sweep says: rows of three tables and their summary; the schema of docs/sweep.md. */
@NullMarked
package dev.portcullis.sweep.result;

import org.jspecify.annotations.NullMarked;
