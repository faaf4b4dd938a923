package dev.portcullis.cli.watch;

import java.util.List;

/** The sources do not compile. */
public final class CompileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> errors;

  /**
   * @param errors file, line and message of each
   */
  public CompileException(List<String> errors) {
    super(String.join("\n", errors));
    this.errors = List.copyOf(errors);
  }

  /** File, line and message of each, at least one. */
  public List<String> errors() {
    return errors;
  }
}
