package dev.portcullis.lambda.http;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What makes a repetition recognisable. Two regions accept requests, and a caller that lost an
 * answer asks again, perhaps in the other region: the key becomes the id of what is created.
 */
public final class IdempotencyKey {
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final String HEADER = "idempotency-key";

  private IdempotencyKey() {}

  /** Whether the text is a UUID in lower case. */
  public static boolean matches(String text) {
    return UUID_FORM.matcher(text).matches();
  }

  /**
   * The key the caller sent, or a new one.
   *
   * @throws Problem {@code invalid-idempotency-key}
   */
  public static String of(Request request, Supplier<UUID> ids) throws Problem {
    return request.headers().containsKey(HEADER) ? required(request) : ids.get().toString();
  }

  /**
   * The key the caller sent: for what cannot be completed without knowing it.
   *
   * @throws Problem {@code invalid-idempotency-key}
   */
  public static String required(Request request) throws Problem {
    var key = request.headers().getOrDefault(HEADER, "");
    if (!matches(key)) {
      throw new Problem(
          Problem.Code.INVALID_IDEMPOTENCY_KEY, List.of("Idempotency-Key: a UUID in lower case"));
    }
    return key;
  }
}
