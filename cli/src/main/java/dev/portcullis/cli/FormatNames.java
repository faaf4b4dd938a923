package dev.portcullis.cli;

import dev.portcullis.report.Formats;
import java.util.ArrayList;

/** The names of the formats for help texts and completion. */
final class FormatNames extends ArrayList<String> {
  private static final long serialVersionUID = 1L;

  FormatNames() {
    super(Formats.names());
  }
}
