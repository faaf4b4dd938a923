package dev.portcullis.lambda.payments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.lambda.http.Api;
import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.Reply;
import dev.portcullis.lambda.http.Request;
import dev.portcullis.lambda.http.Routes;
import dev.portcullis.lambda.platform.Environment;
import java.util.Map;
import java.util.Optional;

/**
 * The routes: {@code GET /health}, {@code POST /payments}, {@code GET /payments/{id}} and {@code
 * GET /payments/{id}/receipt}.
 */
final class PaymentApi implements Api {
  private static final String PAYMENTS = "/payments";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Environment environment;
  private final Optional<Desk> desk;
  private final Routes routes;

  /**
   * Who answers.
   *
   * @param acceptance decides on payments
   * @param payments knows those that were accepted
   */
  record Desk(Acceptance acceptance, Payments payments) {}

  /**
   * An API.
   *
   * @param desk empty when the environment is incomplete
   */
  PaymentApi(Environment environment, Optional<Desk> desk) {
    this.environment = environment;
    this.desk = desk;
    this.routes =
        new Routes()
            .on("GET", "/health", (request, id) -> health())
            .on("POST", PAYMENTS, (request, id) -> accept(request))
            .on("GET", PAYMENTS + "/{id}", (request, id) -> find(id))
            .on("GET", PAYMENTS + "/{id}/receipt", (request, id) -> receipt(id));
  }

  @Override
  public Reply route(Request request) throws Problem {
    return routes.route(request);
  }

  /**
   * Says whether the function could accept a payment as far as it knows by itself. Checkers ask
   * several times a second; whether the database is there is the probe's question.
   */
  private Reply health() {
    return environment.complete() ? Reply.healthy() : Reply.misconfigured(environment.missing());
  }

  private Reply accept(Request request) throws Problem {
    var accepted = desk().acceptance().accept(PaymentDraft.parse(request.body()));
    var payment = accepted.payment();
    return accepted.isNew()
        ? new Reply(201, Map.of("location", PAYMENTS + "/" + payment.paymentId()), payment.view())
        : Reply.of(200, payment.view());
  }

  private Reply find(String paymentId) throws Problem {
    return Reply.of(200, desk().payments().get(paymentId).view());
  }

  private Reply receipt(String paymentId) throws Problem {
    var text = desk().payments().receipt(paymentId);
    try {
      return Reply.of(200, JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a receipt that is not JSON was not written here", e);
    }
  }

  private Desk desk() throws Problem {
    return desk.orElseThrow(Problem::misconfigured);
  }
}
