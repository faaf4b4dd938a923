package dev.portcullis.policy.builtin;

/**
 * What a builtin cannot answer: an operand of a wrong type or outside of its domain. The call is
 * undefined then, and an error in strict mode. It carries no stack trace, for policies that probe
 * values this way do so for every resource.
 */
public final class BuiltinException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message what is wrong, without the name of the builtin
   */
  public BuiltinException(String message) {
    super(message, null, false, false);
  }
}
