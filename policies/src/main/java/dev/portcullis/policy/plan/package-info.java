/** The embedded engine: OPA's plans compiled to bytecode and evaluated in this JVM. */
@NullMarked
package dev.portcullis.policy.plan;

import org.jspecify.annotations.NullMarked;
