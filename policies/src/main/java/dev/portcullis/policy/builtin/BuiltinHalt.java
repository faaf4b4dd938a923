package dev.portcullis.policy.builtin;

/**
 * What must end the evaluation as a whole, in strict mode or not: OPA would too, or this machine
 * cannot give OPA's answer. It is no {@link BuiltinException}, so it never becomes undefined.
 */
public final class BuiltinHalt extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message what is wrong, without the name of the builtin
   */
  public BuiltinHalt(String message) {
    super(message);
  }
}
