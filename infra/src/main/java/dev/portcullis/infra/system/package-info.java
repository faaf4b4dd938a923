/** The systems: what is composed of which components, and what the outside may know of it. */
@NullMarked
package dev.portcullis.infra.system;

import org.jspecify.annotations.NullMarked;
