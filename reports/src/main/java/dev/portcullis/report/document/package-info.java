/**
 * A page of headings, tables and bars that is written once and rendered as Markdown and as HTML.
 */
@NullMarked
package dev.portcullis.report.document;

import org.jspecify.annotations.NullMarked;
