package dev.portcullis.policy.engine;

import org.jspecify.annotations.Nullable;

/**
 * An engine gave no answer that can be believed. Always ends in a decision {@code error}, exit code
 * 2.
 */
public final class PolicyEngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PolicyEngineException(String message) {
    super(message);
  }

  public PolicyEngineException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
