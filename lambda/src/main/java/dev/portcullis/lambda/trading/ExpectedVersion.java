package dev.portcullis.lambda.trading;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.Problem.Code;
import dev.portcullis.lambda.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which version of an order a change is meant for. Whoever changes an order says which one was
 * seen, so that nobody changes what somebody else has changed meanwhile.
 */
final class ExpectedVersion {
  private static final Pattern TAG = Pattern.compile("\"([1-9][0-9]{0,17})\"");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private ExpectedVersion() {}

  /** The version as an entity tag. */
  static String tag(long version) {
    return "\"" + version + "\"";
  }

  /**
   * What the request says in {@code If-Match}, or beside it.
   *
   * @param beside {@code expectedVersion} of the body, if there is one
   * @throws Problem {@code precondition-required} when it says nothing, {@code invalid-version}
   *     when it does not name one version
   */
  static long of(Request request, @Nullable Long beside) throws Problem {
    var header = header(request);
    var other = beside == null ? parameter(request) : Optional.of(beside);
    if (other.filter(version -> version < 1).isPresent()) {
      throw invalid("expectedVersion: 1 or more");
    }
    if (header.isPresent() && other.isPresent() && !header.equals(other)) {
      throw invalid("If-Match and expectedVersion: name different versions");
    }
    return header
        .or(() -> other)
        .orElseThrow(
            () ->
                new Problem(
                    Code.PRECONDITION_REQUIRED,
                    List.of("If-Match: the ETag of the order as you saw it, or expectedVersion")));
  }

  private static Optional<Long> header(Request request) throws Problem {
    var text = request.headers().get("if-match");
    if (text == null) {
      return Optional.empty();
    }
    var tag = TAG.matcher(text);
    if (!tag.matches()) {
      throw invalid("If-Match: one ETag of an order, as it was given, e.g. \"1\" in quotes");
    }
    return Optional.of(Long.valueOf(tag.group(1)));
  }

  private static Optional<Long> parameter(Request request) throws Problem {
    var text = request.parameters().get("expectedVersion");
    if (text == null) {
      return Optional.empty();
    }
    if (!NUMBER.matcher(text).matches()) {
      throw invalid("expectedVersion: a number, 1 or more");
    }
    return Optional.of(Long.valueOf(text));
  }

  private static Problem invalid(String detail) {
    return new Problem(Code.INVALID_VERSION, List.of(detail));
  }
}
