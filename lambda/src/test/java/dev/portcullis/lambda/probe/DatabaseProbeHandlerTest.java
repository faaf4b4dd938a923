package dev.portcullis.lambda.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.peers.PostgresPeer;
import dev.portcullis.lambda.platform.Metrics;
import dev.portcullis.lambda.rds.PostgresPing;
import dev.portcullis.lambda.rds.RdsAuthorities;
import dev.portcullis.lambda.rds.Reachability;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class DatabaseProbeHandlerTest {
  private final List<String> reported = new ArrayList<>();
  private final Invocation invocation = new Invocation();

  @Test
  void reportsOneForDatabaseThatIsThere() {
    var answer = ask(new Reachability.Answer(true, "asks for credentials"));

    assertThat(answer).containsEntry("reachable", true);
    assertThat(reported)
        .singleElement()
        .asString()
        .contains(
            "\"Namespace\":\"payments\"",
            "\"Dimensions\":[[\"ClusterId\"]]",
            "\"ClusterId\":\"c-1\"",
            "\"DbReachable\":1.0");
    assertThat(invocation.logged()).isEmpty();
  }

  @Test
  void reportsZeroAndLogsWhyForDatabaseThatIsNot() {
    var answer = ask(new Reachability.Answer(false, "ConnectException"));

    assertThat(answer).containsEntry("reachable", false);
    assertThat(reported).singleElement().asString().contains("\"DbReachable\":0.0");
    assertThat(invocation.logged())
        .singleElement()
        .asString()
        .contains("\"clusterId\":\"c-1\"", "\"detail\":\"ConnectException\"", "\"level\":\"WARN\"");
  }

  @Test
  void followsRealServerThroughItsLife() throws Exception {
    try (var server = PostgresPeer.own()) {
      var known = ping(server, server.trust());

      assertThat(ask(known.ask())).containsEntry("reachable", true);
      // Whose certificate it is counts, and not that there is one.
      assertThat(ask(ping(server, RdsAuthorities.context()).ask()))
          .containsEntry("detail", "SSLHandshakeException");
      var last = server.stopTakingSessions();
      // The same answer as while it starts up.
      assertThat(ask(settled(known, "57P03"))).containsEntry("detail", "refuses with 57P03");
      last.close();
      assertThat(ask(settled(known, "Connect"))).containsEntry("detail", "ConnectException");
    }
    assertThat(reported).hasSize(4);
    assertThat(reported.get(0)).contains("\"DbReachable\":1.0");
    assertThat(reported.subList(1, 4)).allMatch(line -> line.contains("\"DbReachable\":0.0"));
  }

  /** A signal takes its time to arrive. */
  private static Reachability.Answer settled(Reachability database, String detail)
      throws InterruptedException {
    var answer = database.ask();
    for (int i = 0; i < 3_000 && !answer.detail().contains(detail); i++) {
      Thread.sleep(20);
      answer = database.ask();
    }
    return answer;
  }

  private static Reachability ping(PostgresPeer server, SSLContext trust) {
    return new PostgresPing("localhost", server.port(), "postgres", trust, Duration.ofSeconds(5));
  }

  private Map<String, Object> ask(Reachability.Answer answer) {
    var metrics = new Metrics("payments", Clock.systemUTC(), reported::add);
    return new DatabaseProbeHandler(() -> answer, metrics, "c-1", invocation.log())
        .handleRequest(Map.of(), invocation.context());
  }
}
