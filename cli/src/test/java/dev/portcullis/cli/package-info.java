/** The command line as its users call it. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.cli;
