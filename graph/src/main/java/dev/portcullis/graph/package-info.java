/** The resource graph: its model, canonical form, digest, reading and writing. Knows no policy. */
@NullMarked
package dev.portcullis.graph;

import org.jspecify.annotations.NullMarked;
