package dev.portcullis.report;

import dev.portcullis.policy.decision.Decision;

/** Renders a decision into one format. Deterministic: same decision, same bytes. */
public interface Renderer {

  /** Name of the format on the command line, e.g. {@code sarif}. */
  String format();

  /** Name of the file in the output directory, e.g. {@code decision.sarif}. */
  String fileName();

  /** The whole report, UTF-8. */
  byte[] render(Decision decision);
}
