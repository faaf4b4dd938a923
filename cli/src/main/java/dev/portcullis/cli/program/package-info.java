/** The built-in program as the gate runs it: the one it was built with, or one compiled since. */
@NullMarked
package dev.portcullis.cli.program;

import org.jspecify.annotations.NullMarked;
