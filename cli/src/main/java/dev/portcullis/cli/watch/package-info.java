/** Changed sources to a changed program in this JVM: watched, compiled in memory, loaded anew. */
@NullMarked
package dev.portcullis.cli.watch;

import org.jspecify.annotations.NullMarked;
