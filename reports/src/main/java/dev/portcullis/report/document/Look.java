package dev.portcullis.report.document;

/** How a piece of text is meant. A look never says what the text does not. */
public enum Look {
  /** Prose. */
  TEXT,
  /** A name or value, letter by letter. */
  CODE,
  GOOD,
  BAD,
  OPEN,
  MUTED
}
