package dev.portcullis.lambda.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.platform.Metrics;
import dev.portcullis.lambda.rds.Reachability;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        .containsExactly("cluster c-1 is not reachable: ConnectException");
  }

  private Map<String, Object> ask(Reachability.Answer answer) {
    var metrics = new Metrics("payments", Clock.systemUTC(), reported::add);
    return new DatabaseProbeHandler(() -> answer, metrics, "c-1")
        .handleRequest(Map.of(), invocation.context());
  }
}
