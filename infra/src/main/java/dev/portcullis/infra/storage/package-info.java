/** Buckets that are private, versioned and encrypted, and their replication to another region. */
@NullMarked
package dev.portcullis.infra.storage;

import org.jspecify.annotations.NullMarked;
