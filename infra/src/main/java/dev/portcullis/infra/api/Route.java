package dev.portcullis.infra.api;

import dev.portcullis.infra.core.Violations;
import dev.portcullis.infra.edge.PublicEndpoint;
import dev.portcullis.infra.serverless.RegionalFunction;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a function of an API answers.
 *
 * @param method HTTP method
 * @param path e.g. {@code /payments} or {@code /payments/{id}}
 * @param function who answers
 * @param authenticated whether the caller signs with credentials of the account; otherwise anybody
 *     may call
 * @param bodySchema JSON schema (draft 4) of the body; what does not fit is answered 400 and never
 *     reaches the function. Empty: any body
 */
public record Route(
    String method,
    String path,
    RegionalFunction function,
    boolean authenticated,
    Optional<String> bodySchema) {

  private static final Set<String> METHODS = Set.of("DELETE", "GET", "PATCH", "POST", "PUT");
  private static final Pattern PATH = Pattern.compile("(/([a-z0-9-]+|\\{[a-zA-Z]+}))+");

  public Route {
    Violations.in(Route.class)
        .unless(
            METHODS.contains(method),
            "method: not one of an API, got \"" + method + "\"; DELETE, GET, PATCH, POST or PUT")
        .unless(
            PATH.matcher(path).matches(),
            "path: not a path, got \"" + path + "\"; e.g. /payments or /payments/{id}")
        .throwIfAny();
  }

  /** A route that takes any body, or none. */
  public Route(String method, String path, RegionalFunction function, boolean authenticated) {
    this(method, path, function, authenticated, Optional.empty());
  }

  /** How Route 53 asks: it cannot sign. */
  public static Route health(RegionalFunction function) {
    return new Route("GET", PublicEndpoint.HEALTH_PATH, function, false);
  }

  /** The same route, for bodies of that schema only. */
  public Route accepting(String schema) {
    return new Route(method, path, function, authenticated, Optional.of(schema));
  }

  boolean isHealth() {
    return method.equals("GET") && path.equals(PublicEndpoint.HEALTH_PATH);
  }

  /** In logical names: {@code payments-id-post}. */
  String key() {
    return path.substring(1).replaceAll("[{}]", "").replace('/', '-').toLowerCase(Locale.ROOT)
        + "-"
        + method.toLowerCase(Locale.ROOT);
  }
}
