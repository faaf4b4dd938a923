/** The databases of a system: relational with a cross-region replica, and replicated tables. */
@NullMarked
package dev.portcullis.infra.data;

import org.jspecify.annotations.NullMarked;
