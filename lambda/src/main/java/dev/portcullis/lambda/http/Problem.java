package dev.portcullis.lambda.http;

import java.util.List;
import java.util.Locale;

/**
 * Why a request does not have what it asked for as its answer; the codes are a contract, the
 * details are not.
 */
public final class Problem extends Exception {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final transient List<String> details;

  /** The kinds of problem and their HTTP status. */
  public enum Code {
    INVALID_JSON(400),
    INVALID_IDEMPOTENCY_KEY(400),
    INVALID_ORDER(422),
    INVALID_PAYMENT(422),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    IDEMPOTENCY_CONFLICT(409),
    MISCONFIGURED(503),
    STORE_UNAVAILABLE(503);

    private final int status;

    Code(int status) {
      this.status = status;
    }

    /** HTTP status of this kind. */
    public int status() {
      return status;
    }

    /** As callers see it: {@code invalid-order}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A problem with details that may be shown to anybody. */
  public Problem(Code code, List<String> details) {
    super(code.text() + ": " + String.join("; ", details));
    this.code = code;
    this.details = List.copyOf(details);
  }

  /** Nothing is at this path. */
  public static Problem noSuchPath() {
    return new Problem(Code.NOT_FOUND, List.of("there is nothing at this path"));
  }

  /** The function does not know what it works on. */
  public static Problem misconfigured() {
    return new Problem(Code.MISCONFIGURED, List.of("not configured, see /health"));
  }

  /**
   * A store does not answer. The kind of failure is for the operators; its message could quote the
   * request and stays out.
   *
   * @param store e.g. {@code order store}
   */
  public static Problem unavailable(String store, String kind, Exception cause) {
    var problem =
        new Problem(Code.STORE_UNAVAILABLE, List.of("the " + store + " does not answer: " + kind));
    problem.initCause(cause);
    return problem;
  }

  /** Its kind. */
  public Code code() {
    return code;
  }

  /** What is wrong, one sentence each. */
  public List<String> details() {
    return details;
  }
}
