/** What the controls are that rules name: the catalogues of their publishers. */
@NullMarked
package dev.portcullis.report.controls;

import org.jspecify.annotations.NullMarked;
