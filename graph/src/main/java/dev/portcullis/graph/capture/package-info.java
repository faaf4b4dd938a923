/**
 * Capture of a running Pulumi program: what it registers becomes the resource graph, without cloud,
 * CLI or network.
 */
@NullMarked
package dev.portcullis.graph.capture;

import org.jspecify.annotations.NullMarked;
