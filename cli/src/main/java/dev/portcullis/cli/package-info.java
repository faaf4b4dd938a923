/**
 * The command line of the gate. Arguments in, exit code out; everything it decides is decided
 * elsewhere.
 */
@NullMarked
package dev.portcullis.cli;

import org.jspecify.annotations.NullMarked;
