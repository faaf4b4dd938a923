package dev.portcullis.lambda.platform;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a function says of its work: one line of JSON for each event, on standard output, which
 * Lambda keeps as it is. The names of the fields are those of Powertools, so that queries written
 * for it work (docs/adr/0013-functions.md says why it is not Powertools that writes them).
 *
 * <p>A value is a number, a boolean, or a text that the code chose or checked: a code, an id, the
 * name of a class. Bodies, names, card data and messages of exceptions, which may quote any of
 * them, have no way in here.
 *
 * <p>Not for several threads: an environment of a function serves one request at a time.
 */
public final class Log {
  private static final int PLACES = 8;

  private final String service;
  private final Clock clock;
  private final Consumer<String> lines;
  private String requestId = "";
  private String correlationId = "";

  /**
   * A log.
   *
   * @param service who speaks, e.g. {@code order-api}
   * @param lines takes whole lines
   */
  public Log(String service, Clock clock, Consumer<String> lines) {
    this.service = service;
    this.clock = clock;
    this.lines = lines;
  }

  /** A log where Lambda reads it. */
  public static Log of(String service) {
    return new Log(service, Clock.systemUTC(), System.out::println);
  }

  /**
   * From now on the lines are about that request.
   *
   * @param request id of the invocation
   * @param correlation what connects it with the work of others
   */
  public void begin(String request, String correlation) {
    requestId = request;
    correlationId = correlation;
  }

  /** Says what was done. */
  public void info(String message, Map<String, ?> fields) {
    write("INFO", message, null, fields);
  }

  /** Says what people should know of, although the function goes on. */
  public void warn(String message, Map<String, ?> fields) {
    write("WARN", message, null, fields);
  }

  /**
   * Says what went wrong.
   *
   * @param cause of which the kinds and the places are told, and not the messages
   */
  public void error(String message, @Nullable Throwable cause, Map<String, ?> fields) {
    write("ERROR", message, cause, fields);
  }

  private void write(
      String level, String message, @Nullable Throwable cause, Map<String, ?> fields) {
    var line = new TreeMap<String, Object>();
    fields.forEach((name, value) -> line.put(name, checked(name, value)));
    line.put("level", level);
    line.put("message", message);
    line.put("timestamp", clock.instant().toString());
    line.put("service", service);
    if (!requestId.isEmpty()) {
      line.put("function_request_id", requestId);
      line.put("correlation_id", correlationId);
    }
    if (cause != null) {
      line.put("error", kinds(cause));
      line.put("places", places(cause));
    }
    lines.accept(Json.text(line));
  }

  private static Object checked(String name, Object value) {
    if (value instanceof Number || value instanceof Boolean || value instanceof String) {
      return value;
    }
    throw new IllegalArgumentException(
        name + ": a log takes numbers, booleans and texts, got " + value.getClass().getName());
  }

  private static List<String> kinds(Throwable cause) {
    var kinds = new ArrayList<String>();
    for (@Nullable Throwable at = cause; at != null && kinds.size() < PLACES; at = at.getCause()) {
      kinds.add(at.getClass().getName());
    }
    return kinds;
  }

  private static List<String> places(Throwable cause) {
    return List.of(cause.getStackTrace()).stream()
        .limit(PLACES)
        .map(
            place ->
                place.getClassName() + "." + place.getMethodName() + ":" + place.getLineNumber())
        .toList();
  }
}
