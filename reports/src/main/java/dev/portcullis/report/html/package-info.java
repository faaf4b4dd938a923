/** The report as one page that needs nothing but itself. */
@NullMarked
package dev.portcullis.report.html;

import org.jspecify.annotations.NullMarked;
