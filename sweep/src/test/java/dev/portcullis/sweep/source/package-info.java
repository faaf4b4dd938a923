/** What users name as sources. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.sweep.source;
