/** Tests of the policy module. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.policy;
