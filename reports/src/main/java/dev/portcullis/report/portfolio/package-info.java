/** Many decisions at a glance: by stack, over time. */
@NullMarked
package dev.portcullis.report.portfolio;

import org.jspecify.annotations.NullMarked;
