package dev.portcullis.lambda.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an API answers, by path and method. What it does not know is refused here, and so is a body
 * that nobody should have to read: too large, or of another kind than JSON.
 */
public final class Routes implements Api {
  /** More than any order, patient or payment needs, and little enough to be held and parsed. */
  static final int MAX_BODY_BYTES = 64 * 1024;

  private static final Pattern JSON =
      Pattern.compile("application/json( *; *charset=\"?utf-8\"?)? *", Pattern.CASE_INSENSITIVE);

  private static final String ID = "{id}";

  private final Map<String, Map<String, Handler>> byPath = new LinkedHashMap<>();

  /** What is done at a path. */
  @FunctionalInterface
  public interface Handler {

    /**
     * Does what was asked.
     *
     * @param id the UUID in the path; empty when the path has none
     * @throws Problem when it cannot
     */
    Reply answer(Request request, String id) throws Problem;
  }

  /**
   * One more route.
   *
   * @param path begins with a slash; one of its segments may be {@code {id}}, which stands for a
   *     UUID in lower case
   */
  public Routes on(String method, String path, Handler handler) {
    byPath.computeIfAbsent(path, any -> new LinkedHashMap<>()).put(method, handler);
    return this;
  }

  @Override
  public Reply route(Request request) throws Problem {
    for (var route : byPath.entrySet()) {
      var id = idIn(request.path(), route.getKey());
      if (id != null) {
        var handler = route.getValue().get(request.method());
        if (handler == null) {
          return Reply.wrongMethod(String.join(", ", new TreeSet<>(route.getValue().keySet())));
        }
        checkBody(request);
        return handler.answer(request, id);
      }
    }
    throw Problem.noSuchPath();
  }

  /** The id in the path, empty when the pattern asks for none; null when the path is another. */
  private static @Nullable String idIn(String path, String pattern) {
    var at = pattern.indexOf(ID);
    if (at < 0) {
      return path.equals(pattern) ? "" : null;
    }
    var before = pattern.substring(0, at);
    var after = pattern.substring(at + ID.length());
    if (path.length() < before.length() + after.length()
        || !path.startsWith(before)
        || !path.endsWith(after)) {
      return null;
    }
    var id = path.substring(before.length(), path.length() - after.length());
    return IdempotencyKey.matches(id) ? id : null;
  }

  private static void checkBody(Request request) throws Problem {
    if (request.method().equals("GET")
        || (request.body().isEmpty() && request.method().equals("DELETE"))) {
      return;
    }
    var bytes = request.body().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BODY_BYTES) {
      throw new Problem(
          Problem.Code.BODY_TOO_LARGE,
          List.of("the body has " + bytes + " bytes; at most " + MAX_BODY_BYTES));
    }
    var type = request.headers().getOrDefault("content-type", "");
    var encoding = request.headers().getOrDefault("content-encoding", "identity");
    if (!JSON.matcher(type).matches() || !encoding.toLowerCase(Locale.ROOT).equals("identity")) {
      throw new Problem(
          Problem.Code.UNSUPPORTED_MEDIA_TYPE,
          List.of("send application/json in UTF-8, without a content encoding"));
    }
  }
}
