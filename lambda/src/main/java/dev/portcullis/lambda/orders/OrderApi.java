package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.http.Api;
import dev.portcullis.lambda.http.IdempotencyKey;
import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.Problem.Code;
import dev.portcullis.lambda.http.Reply;
import dev.portcullis.lambda.http.Request;
import dev.portcullis.lambda.http.Routes;
import dev.portcullis.lambda.orders.Outcome.Done;
import dev.portcullis.lambda.orders.Outcome.InProgress;
import dev.portcullis.lambda.platform.Environment;
import dev.portcullis.lambda.platform.Log;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The routes: {@code GET /health}, {@code POST /orders} with an {@code Idempotency-Key} that
 * becomes the order's id, {@code GET /orders/{id}}, its {@code /history} and its {@code /document},
 * and {@code DELETE /orders/{id}} with {@code If-Match}, which cancels it.
 */
final class OrderApi implements Api {
  private static final String ORDERS = "/orders";
  private static final String ORDER = ORDERS + "/{id}";

  /** A strong entity tag, as answers have it in {@code etag}: the version in quotes. */
  private static final Pattern TAG = Pattern.compile("\"([1-9][0-9]{0,8})\"");

  private final Environment environment;
  private final Optional<Stores> stores;
  private final Clock clock;
  private final Supplier<String> owners;
  private final Log log;
  private final Routes routes;

  /**
   * What orders are kept in.
   *
   * @param health of all of them
   */
  record Stores(
      OrderBook book, Claims claims, History history, Documents documents, Health health) {

    private Effects effects() {
      return new Effects(documents, history, claims);
    }
  }

  /**
   * An API over these stores.
   *
   * @param stores empty when the environment is incomplete
   * @param owners names attempts, no two alike
   */
  OrderApi(
      Environment environment,
      Optional<Stores> stores,
      Clock clock,
      Supplier<String> owners,
      Log log) {
    this.environment = environment;
    this.stores = stores;
    this.clock = clock;
    this.owners = owners;
    this.log = log;
    this.routes =
        new Routes()
            .on("GET", "/health", (request, id) -> health())
            .on("POST", ORDERS, (request, id) -> place(request))
            .on("GET", ORDER, (request, id) -> find(id))
            .on("DELETE", ORDER, this::cancel)
            .on("GET", ORDER + "/history", (request, id) -> history(id))
            .on("GET", ORDER + "/document", (request, id) -> document(id));
  }

  @Override
  public Reply route(Request request) throws Problem {
    return routes.route(request);
  }

  private Reply health() throws Problem {
    return environment.complete()
        ? stores().health().ask()
        : Reply.misconfigured(environment.missing());
  }

  private Reply place(Request request) throws Problem {
    var to = stores();
    var orderId = IdempotencyKey.required(request);
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var order = OrderDraft.parse(request.body()).accept(orderId, now);
    var placement = new Placement(to.book(), to.claims(), to.effects(), clock, owners, log);
    return answer("order-placed", orderId, placement.place(order));
  }

  private Reply cancel(Request request, String orderId) throws Problem {
    var to = stores();
    var tag = TAG.matcher(request.headers().getOrDefault("if-match", ""));
    if (!tag.matches()) {
      throw new Problem(
          Code.PRECONDITION_REQUIRED,
          List.of("If-Match: the order's version in double quotes, as its answers have in ETag"));
    }
    var cancellation = new Cancellation(to.book(), to.claims(), to.effects(), clock);
    var outcome = cancellation.cancel(orderId, Integer.parseInt(tag.group(1)));
    return answer("order-cancelled", orderId, outcome);
  }

  private Reply find(String orderId) throws Problem {
    var order = stores().book().find(orderId);
    return order.isPresent() ? reply(200, order.get()) : absent(orderId);
  }

  private Reply history(String orderId) throws Problem {
    var events = stores().history().of(orderId);
    if (events.isEmpty()) {
      return absent(orderId);
    }
    var body = new TreeMap<String, Object>();
    body.put("orderId", orderId);
    body.put("events", events.stream().map(OrderApi::view).toList());
    return Reply.of(200, body);
  }

  private Reply document(String orderId) throws Problem {
    var order = stores().book().find(orderId);
    if (order.isEmpty()) {
      return absent(orderId);
    }
    var version = order.get().version();
    var document = stores().documents().find(orderId, version);
    if (document.isEmpty()) {
      log.warn("document-missing", Map.of("orderId", orderId, "version", version));
      return answer("order-found", orderId, InProgress.soon());
    }
    return new Reply(200, Map.of("etag", tag(version)), document.get());
  }

  /** Nothing is here: but perhaps somebody is at work on it, or the other region has it already. */
  private Reply absent(String orderId) throws Problem {
    var claim = stores().claims().find(orderId);
    if (claim.isPresent()) {
      var placing = claim.get().inProgress(clock.instant());
      if (placing.isPresent() || claim.get().done()) {
        return answer("order-found", orderId, placing.orElseGet(InProgress::soon));
      }
    }
    throw new Problem(Code.NOT_FOUND, List.of("there is no such order"));
  }

  private Reply answer(String what, String orderId, Outcome outcome) {
    if (outcome instanceof Done done) {
      log.info(
          what,
          Map.of("orderId", orderId, "version", done.order().version(), "isNew", done.isNew()));
      return done.isNew()
          ? new Reply(
              201,
              Map.of("location", ORDERS + "/" + orderId, "etag", tag(done.order().version())),
              OrderView.of(done.order()))
          : reply(200, done.order());
    }
    log.info("in-progress", Map.of("orderId", orderId));
    var left = ((InProgress) outcome).left();
    var refusal =
        Reply.refusal(new Problem(Code.IN_PROGRESS, List.of("not finished yet: ask again later")));
    // Whole seconds, and not too early.
    var seconds = Long.toString(left.plusMillis(999).toSeconds());
    return new Reply(refusal.status(), Map.of("retry-after", seconds), refusal.body());
  }

  private Stores stores() throws Problem {
    return stores.orElseThrow(Problem::misconfigured);
  }

  private static Reply reply(int status, Order order) {
    return new Reply(status, Map.of("etag", tag(order.version())), OrderView.of(order));
  }

  private static String tag(int version) {
    return "\"" + version + "\"";
  }

  private static Map<String, Object> view(Event event) {
    var view = new TreeMap<String, Object>();
    view.put("version", event.version());
    view.put("type", event.type());
    view.put("at", event.at().toString());
    return view;
  }
}
