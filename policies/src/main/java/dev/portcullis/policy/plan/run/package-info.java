/**
 * What compiled plans call while they run. Public because the compiled classes live in a package
 * and often in a class loader of their own; nothing else is to use it.
 */
@NullMarked
package dev.portcullis.policy.plan.run;

import org.jspecify.annotations.NullMarked;
