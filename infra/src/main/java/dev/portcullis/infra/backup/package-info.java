/** Backups that survive the loss of a region. */
@NullMarked
package dev.portcullis.infra.backup;

import org.jspecify.annotations.NullMarked;
