/** Pulumi's real engine, offline: a test provider, a language host and the folders it wants. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.realengine;
