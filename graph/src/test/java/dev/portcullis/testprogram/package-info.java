/** A Pulumi program on the core SDK alone, to be captured by the tests. */
package dev.portcullis.testprogram;
