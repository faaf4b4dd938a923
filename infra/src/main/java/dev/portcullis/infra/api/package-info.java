/** REST APIs in front of functions. */
@NullMarked
package dev.portcullis.infra.api;

import org.jspecify.annotations.NullMarked;
