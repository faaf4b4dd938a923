/** Rotation of the database password, by one user who changes its own. */
@NullMarked
package dev.portcullis.lambda.rotation;

import org.jspecify.annotations.NullMarked;
