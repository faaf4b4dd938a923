/**
 * Synthetic ids, outputs and function results in the real format of each AWS type, as pure
 * functions of the registration.
 */
@NullMarked
package dev.portcullis.graph.capture.synth;

import org.jspecify.annotations.NullMarked;
