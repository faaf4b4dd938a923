/**
 * The policy module: from a graph to a decision. Knows no system, no program and no command line.
 */
@NullMarked
package dev.portcullis.policy;

import org.jspecify.annotations.NullMarked;
