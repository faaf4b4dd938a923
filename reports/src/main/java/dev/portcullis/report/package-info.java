/** One renderer per format; each shows the same decision and nothing else. */
@NullMarked
package dev.portcullis.report;

import org.jspecify.annotations.NullMarked;
