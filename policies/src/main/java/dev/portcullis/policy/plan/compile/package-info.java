/** From a typed plan to JVM classes. */
@NullMarked
package dev.portcullis.policy.plan.compile;

import org.jspecify.annotations.NullMarked;
