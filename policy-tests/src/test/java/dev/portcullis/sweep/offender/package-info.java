/** Breaks the architecture on purpose, so that its test can be seen to object. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.sweep.offender;
