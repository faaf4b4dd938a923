/** The engines behind one interface; a verdict never depends on which one it was. */
@NullMarked
package dev.portcullis.policy.engine;

import org.jspecify.annotations.NullMarked;
