/** Tests of the bundle. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.policy.bundle;
