package dev.portcullis.lambda.payments;

import dev.portcullis.lambda.http.Api;
import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.Problem.Code;
import dev.portcullis.lambda.http.Reply;
import dev.portcullis.lambda.http.Request;
import dev.portcullis.lambda.platform.Environment;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The routes: {@code GET /health} and {@code POST /payments}. A payment is accepted when it is in
 * the ledger and its evidence is kept; when the function dies in between, sending the payment again
 * completes it.
 */
final class PaymentApi implements Api {
  private final Environment environment;
  private final Optional<Stores> stores;
  private final Clock clock;

  /**
   * Where payments go.
   *
   * @param region of the function, kept with the payment
   */
  record Stores(String region, Ledger ledger, Evidence evidence) {}

  /**
   * An API over these stores.
   *
   * @param stores empty when the environment is incomplete
   */
  PaymentApi(Environment environment, Optional<Stores> stores, Clock clock) {
    this.environment = environment;
    this.stores = stores;
    this.clock = clock;
  }

  @Override
  public Reply route(Request request) throws Problem {
    return switch (request.path()) {
      case "/health" -> request.method().equals("GET") ? health() : Reply.wrongMethod("GET");
      case "/payments" ->
          request.method().equals("POST") ? accept(request.body()) : Reply.wrongMethod("POST");
      default -> throw Problem.noSuchPath();
    };
  }

  /**
   * Says whether the function could accept a payment as far as it knows by itself. Checkers ask
   * several times a second; whether the database is there is the probe's question.
   */
  private Reply health() {
    return environment.complete() ? Reply.healthy() : Reply.misconfigured(environment.missing());
  }

  private Reply accept(String body) throws Problem {
    var to = stores.orElseThrow(Problem::misconfigured);
    var payment =
        PaymentDraft.parse(body)
            .accept(to.region(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    var before = to.ledger().putIfAbsent(payment);
    if (before.isPresent() && !payment.repeats(before.get())) {
      throw new Problem(
          Code.IDEMPOTENCY_CONFLICT, List.of("this payment id belongs to another payment"));
    }
    var accepted = before.orElse(payment);
    to.evidence().keep(accepted);
    return Reply.of(before.isEmpty() ? 201 : 200, view(accepted));
  }

  private static Map<String, Object> view(Payment payment) {
    var view = new TreeMap<String, Object>();
    view.put("paymentId", payment.paymentId());
    view.put("status", "accepted");
    view.put("amountCents", payment.amountCents());
    view.put("currency", payment.currency());
    view.put("acceptedAt", payment.acceptedAt().toString());
    return view;
  }
}
