/** Watching, compiling and loading changed sources. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.cli.watch;
