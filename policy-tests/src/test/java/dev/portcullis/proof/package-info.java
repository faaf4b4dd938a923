/** The proof: the systems comply, mutants die, the engines agree. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.proof;
