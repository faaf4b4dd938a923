/** Event buses, and what carries events from one region to the other. */
@NullMarked
package dev.portcullis.infra.events;

import org.jspecify.annotations.NullMarked;
