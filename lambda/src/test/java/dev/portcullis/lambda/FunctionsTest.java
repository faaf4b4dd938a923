package dev.portcullis.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.lambda.orders.OrderApiHandler;
import dev.portcullis.lambda.payments.PaymentApiHandler;
import dev.portcullis.lambda.platform.Environment;
import dev.portcullis.lambda.trading.TradingApiHandler;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code functions.json} says what each handler needs, and module {@code infra} tests that every
 * system gives it. Here the handlers say so themselves: started with nothing, they name everything
 * that is missing. Those of Node.js are asked in {@code node/test/functions.test.mjs}.
 */
class FunctionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METHOD = "::handleRequest";

  static Stream<String> javaHandlers() throws IOException {
    var names = JSON.readTree(Path.of("functions.json").toFile()).fieldNames();
    Iterable<String> all = () -> names;
    return StreamSupport.stream(all.spliterator(), false).filter(name -> name.endsWith(METHOD));
  }

  @ParameterizedTest
  @MethodSource("javaHandlers")
  void nameTheVariablesTheyNeed(String handler) throws Exception {
    var contract = JSON.readTree(Path.of("functions.json").toFile()).path(handler);
    var expected = new TreeSet<String>();
    contract.path("variables").forEach(name -> expected.add(name.asText()));

    var missing = new TreeSet<>(missing(handler.substring(0, handler.indexOf(METHOD))));

    // The runtime sets it, and sometimes the machine of a developer.
    missing.remove(Environment.REGION);
    assertThat(missing).isEqualTo(expected);
  }

  private static List<String> missing(String type) throws Exception {
    try {
      return misconfigured(Class.forName(type).getConstructor().newInstance());
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).hasMessageStartingWith("not set: ");
      return List.of(e.getCause().getMessage().substring("not set: ".length()).split(", "));
    }
  }

  /** What answers requests starts anyhow, and says what is missing as its health. */
  private static List<String> misconfigured(Object handler) throws IOException {
    String body;
    if (handler instanceof PaymentApiHandler api) {
      body = gateway(api);
    } else if (handler instanceof TradingApiHandler api) {
      body = balancer(api);
    } else {
      body = balancer((OrderApiHandler) handler);
    }
    return StreamSupport.stream(JSON.readTree(body).path("missing").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static String balancer(
      RequestHandler<ApplicationLoadBalancerRequestEvent, ApplicationLoadBalancerResponseEvent>
          api) {
    var event = new ApplicationLoadBalancerRequestEvent();
    event.setHttpMethod("GET");
    event.setPath("/health");
    return api.handleRequest(event, new Invocation().context()).getBody();
  }

  private static String gateway(
      RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> api) {
    var event = new APIGatewayProxyRequestEvent().withHttpMethod("GET").withPath("/health");
    return api.handleRequest(event, new Invocation().context()).getBody();
  }
}
