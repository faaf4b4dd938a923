package dev.portcullis.graph.capture.synth;

/** A provider function that cannot be answered offline. */
public final class UnknownFunctionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String fix;

  UnknownFunctionException(String message, String fix) {
    super(message);
    this.fix = fix;
  }

  /** What to change in the program. */
  public String fix() {
    return fix;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
