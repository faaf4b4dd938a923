/** Instances: how many there are, how they start and how they are replaced. */
@NullMarked
package dev.portcullis.infra.compute;

import org.jspecify.annotations.NullMarked;
