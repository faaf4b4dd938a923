/** The record of who did what: CloudTrail and where it is kept. */
@NullMarked
package dev.portcullis.infra.audit;

import org.jspecify.annotations.NullMarked;
