/** Benchmarks, run by mvn -Pbench verify. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.bench;
