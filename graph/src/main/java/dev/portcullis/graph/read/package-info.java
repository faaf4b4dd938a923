/** Readers of what the Pulumi CLI writes: previews and exported stacks become resource graphs. */
@NullMarked
package dev.portcullis.graph.read;

import org.jspecify.annotations.NullMarked;
