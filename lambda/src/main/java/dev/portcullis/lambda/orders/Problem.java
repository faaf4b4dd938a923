package dev.portcullis.lambda.orders;

import java.util.List;
import java.util.Locale;

/** Why a request has no order as its answer; the codes are a contract, the details are not. */
final class Problem extends Exception {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final transient List<String> details;

  /** The kinds of problem and their HTTP status. */
  enum Code {
    INVALID_JSON(400),
    INVALID_IDEMPOTENCY_KEY(400),
    INVALID_ORDER(422),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    IDEMPOTENCY_CONFLICT(409),
    MISCONFIGURED(503),
    STORE_UNAVAILABLE(503);

    private final int status;

    Code(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }

    /** As callers see it: {@code invalid-order}. */
    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  Problem(Code code, List<String> details) {
    super(code.text() + ": " + String.join("; ", details));
    this.code = code;
    this.details = List.copyOf(details);
  }

  Code code() {
    return code;
  }

  List<String> details() {
    return details;
  }
}
