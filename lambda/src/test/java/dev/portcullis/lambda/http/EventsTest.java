package dev.portcullis.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import dev.portcullis.lambda.Invocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kinds of events, one way in and one way out. */
class EventsTest {
  private static final String CORRELATION_ID = "x-correlation-id";

  private final Invocation invocation = new Invocation();

  @Test
  void handOnTheCorrelationIdOfTheCaller() {
    var answer = balancer(request -> Reply.of(200, "ok"), Map.of("X-Correlation-Id", "order.7_a"));

    assertThat(answer.getHeaders())
        .containsEntry(CORRELATION_ID, "order.7_a")
        .containsEntry("content-type", "application/json")
        .containsEntry("cache-control", "no-store");
    assertThat(invocation.logged()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "two words",
        "line\nbreak",
        "\u202e",
        "{\"level\":\"INFO\"}",
        "4111111111111111",
        "4111-1111-1111-1111",
        "card_3714.496353.98431"
      })
  void giveTheirOwnCorrelationIdWhenTheCallersIsNotPlain(String hostile) {
    var answer =
        balancer(
            request -> {
              throw Problem.noSuchPath();
            },
            Map.of(CORRELATION_ID, hostile));

    assertThat(answer.getHeaders()).containsEntry(CORRELATION_ID, Invocation.REQUEST_ID);
    assertThat(invocation.logged())
        .singleElement()
        .asString()
        .contains("\"correlation_id\":\"" + Invocation.REQUEST_ID + "\"", "\"code\":\"not-found\"");
  }

  @Test
  void takeAUuidForWhatItIs() {
    var uuid = "12345678-9012-4345-8789-012345678901";

    var answer = balancer(request -> Reply.of(200, "ok"), Map.of(CORRELATION_ID, uuid));

    assertThat(answer.getHeaders()).containsEntry(CORRELATION_ID, uuid);
  }

  @Test
  void answerWhatNobodyForesawWithoutSayingWhat() {
    var answer =
        balancer(
            request -> {
              throw new IllegalStateException("card 4111111111111111");
            },
            Map.of());

    assertThat(answer.getStatusCode()).isEqualTo(500);
    assertThat(answer.getStatusDescription()).isEqualTo("500 Internal Server Error");
    assertThat(answer.getBody()).contains("\"code\":\"internal\"").doesNotContain("4111");
    assertThat(invocation.logged())
        .singleElement()
        .asString()
        .contains("\"level\":\"ERROR\"", "IllegalStateException", "EventsTest")
        .doesNotContain("4111");
  }

  @Test
  void sayOfUnavailableStoresWhatKindOfFailureItWas() {
    balancer(
        request -> {
          throw Problem.unavailable("order store", "SQL state 08001", new IOException("host db"));
        },
        Map.of());

    assertThat(invocation.logged())
        .singleElement()
        .asString()
        .contains("\"level\":\"ERROR\"", "java.io.IOException", "\"code\":\"store-unavailable\"")
        .doesNotContain("host db");
  }

  @Test
  void decodeTheQueryOfBalancersAlone() {
    var event = new ApplicationLoadBalancerRequestEvent();
    event.setHttpMethod("GET");
    event.setPath("/");
    event.setQueryStringParameters(Map.of("a%2Fb", "1%202", "c", "100%"));
    Api api = request -> Reply.of(200, new TreeMap<>(request.parameters()));

    assertThat(BalancerEvents.answer(event, invocation.context(), api, invocation.log()).getBody())
        .isEqualTo("{\"a/b\":\"1 2\",\"c\":\"100%\"}");
    var gateway =
        new APIGatewayProxyRequestEvent()
            .withHttpMethod("GET")
            .withPath("/")
            .withQueryStringParameters(Map.of("c", "1%202"));
    assertThat(GatewayEvents.answer(gateway, invocation.context(), api, invocation.log()).getBody())
        .isEqualTo("{\"c\":\"1%202\"}");
  }

  @Test
  void rejectBodiesThatAreNotText() {
    Api api = request -> Reply.of(200, request.body());
    for (var body :
        List.of(
            "not base64!", Base64.getEncoder().encodeToString(new byte[] {(byte) 0xc3, 0x28}))) {
      var event = new APIGatewayProxyRequestEvent().withBody(body).withIsBase64Encoded(true);

      var answer = GatewayEvents.answer(event, invocation.context(), api, invocation.log());

      assertThat(answer.getStatusCode()).isEqualTo(400);
      assertThat(answer.getBody()).contains("invalid-json");
    }
    var umlaut = Base64.getEncoder().encodeToString("ü".getBytes(StandardCharsets.UTF_8));
    var event = new APIGatewayProxyRequestEvent().withBody(umlaut).withIsBase64Encoded(true);
    assertThat(
            GatewayEvents.answer(
                    event.withHttpMethod("POST").withPath("/"),
                    invocation.context(),
                    api,
                    invocation.log())
                .getBody())
        .isEqualTo("\"ü\"");
  }

  private ApplicationLoadBalancerResponseEvent balancer(Api api, Map<String, String> headers) {
    var event = new ApplicationLoadBalancerRequestEvent();
    event.setHttpMethod("GET");
    event.setPath("/");
    event.setHeaders(headers);
    return BalancerEvents.answer(event, invocation.context(), api, invocation.log());
  }
}
