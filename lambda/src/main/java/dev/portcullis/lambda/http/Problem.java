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
    INVALID_QUERY(400),
    /** What should name one version of a thing does not. */
    INVALID_VERSION(400),
    INVALID_ORDER(422),
    INVALID_PAYMENT(422),
    /** More than one payment may be. */
    LIMIT_EXCEEDED(422),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    IDEMPOTENCY_CONFLICT(409),
    /** Somebody else is at work on the same; the same request again, a little later, tells. */
    IN_PROGRESS(409),
    ORDER_CANCELLED(409),
    /** Another payment of the same amount was just made from the same card or account. */
    DUPLICATE_PAYMENT(409),
    /** What was to be changed has changed since it was looked at. */
    VERSION_CONFLICT(412),
    BODY_TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    /** A change must say which version it is meant for. */
    PRECONDITION_REQUIRED(428),
    /** The card or account paid too often lately. */
    VELOCITY_EXCEEDED(429),
    /** What nobody foresaw. */
    INTERNAL(500),
    MISCONFIGURED(503),
    /** The database of this region takes no writes now. */
    READ_ONLY(503),
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

  /** The database that takes writes does not take them now: it is being moved, perhaps. */
  public static Problem readOnly(String store, Exception cause) {
    var problem =
        new Problem(Code.READ_ONLY, List.of("the " + store + " takes no changes now; try later"));
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
