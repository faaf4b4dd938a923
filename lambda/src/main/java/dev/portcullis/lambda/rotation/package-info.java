/** Rotation of database passwords: of one user who changes its own, or of two who take turns. */
@NullMarked
package dev.portcullis.lambda.rotation;

import org.jspecify.annotations.NullMarked;
