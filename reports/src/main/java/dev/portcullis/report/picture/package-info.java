/** The picture of a system: what stands where, what is joined to what, and how it was judged. */
@NullMarked
package dev.portcullis.report.picture;

import org.jspecify.annotations.NullMarked;
