/** What differs between two decisions: the model, and the page that shows it. */
@NullMarked
package dev.portcullis.report.diff;

import org.jspecify.annotations.NullMarked;
