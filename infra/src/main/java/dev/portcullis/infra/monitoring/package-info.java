/** Alarms and the topics that carry them to people. */
@NullMarked
package dev.portcullis.infra.monitoring;

import org.jspecify.annotations.NullMarked;
