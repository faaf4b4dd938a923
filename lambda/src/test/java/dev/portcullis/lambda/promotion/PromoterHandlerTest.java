package dev.portcullis.lambda.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.promotion.GlobalClusters.State;
import dev.portcullis.lambda.rds.Reachability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PromoterHandlerTest {
  private static final String P = "arn:p";
  private static final String S = "arn:s";
  private static final State HEALTHY = new State(Set.of(P, S), Optional.of(P), false);
  private static final State WITHOUT_WRITER = new State(Set.of(P, S), Optional.empty(), false);
  private static final State UNDER_WAY = new State(Set.of(P, S), Optional.of(P), true);
  private static final State PROMOTED = new State(Set.of(P, S), Optional.of(S), false);
  private static final Map<String, Object> ALARM =
      Map.of("detail", Map.of("state", Map.of("value", "ALARM")));

  private final FakeClusters clusters = new FakeClusters();
  private final Invocation invocation = new Invocation();
  private boolean armed = true;
  private boolean writerAnswers;

  private static final class FakeClusters implements GlobalClusters {
    private final List<String> promoted = new ArrayList<>();
    private State state = HEALTHY;
    private State stateWhenRefused = HEALTHY;
    private boolean refuses;

    @Override
    public State describe() {
      return state;
    }

    @Override
    public void failOver(String targetArn) throws NotNow {
      if (refuses) {
        state = stateWhenRefused;
        throw new NotNow("InvalidGlobalClusterStateException", new IllegalStateException());
      }
      promoted.add(targetArn);
      state = UNDER_WAY;
    }
  }

  @Test
  void promotesOnceHoweverOftenTheAlarmCalls() {
    assertThat(call(ALARM)).isEqualTo("STARTED");
    assertThat(call(ALARM)).isEqualTo("ALREADY_IN_FAILOVER");
    clusters.state = PROMOTED;
    assertThat(call(ALARM)).isEqualTo("ALREADY_PROMOTED");

    assertThat(clusters.promoted).containsExactly(S);
    assertThat(invocation.logged())
        .containsExactly(
            "{\"outcome\":\"STARTED\"}",
            "{\"outcome\":\"ALREADY_IN_FAILOVER\"}",
            "{\"outcome\":\"ALREADY_PROMOTED\"}");
  }

  @Test
  void promotesWhenThereIsNoWriterAtAll() {
    clusters.state = WITHOUT_WRITER;

    assertThat(call(ALARM)).isEqualTo("STARTED");
  }

  @Test
  void onlySaysWhatItWouldDoWhenNotArmed() {
    armed = false;

    assertThat(call(ALARM)).isEqualTo("WOULD_START");
    assertThat(clusters.promoted).isEmpty();
  }

  @Test
  void doesNotDeposeWriterThatStillAnswers() {
    writerAnswers = true;

    assertThat(call(ALARM)).isEqualTo("WRITER_ANSWERS");
    assertThat(clusters.promoted).isEmpty();
  }

  static List<Map<String, Object>> takesNewsOfAnAlarmOnly() {
    return List.of(
        Map.of(),
        Map.of("detail", Map.of("state", Map.of("value", "OK"))),
        Map.of("detail", Map.of("state", Map.of("value", "INSUFFICIENT_DATA"))),
        notification("{\"NewStateValue\":\"OK\"}"),
        notification("ALARM"),
        Map.of("Records", List.of()));
  }

  @ParameterizedTest
  @MethodSource
  void takesNewsOfAnAlarmOnly(Map<String, Object> event) {
    assertThat(call(event)).isEqualTo("NOT_AN_ALARM");
    assertThat(clusters.promoted).isEmpty();
  }

  @Test
  void takesNewsByNotificationToo() {
    assertThat(call(notification("{\"NewStateValue\":\"ALARM\"}"))).isEqualTo("STARTED");
  }

  @Test
  void seesThatSomebodyElseWasFaster() {
    clusters.refuses = true;
    clusters.stateWhenRefused = UNDER_WAY;

    assertThat(call(ALARM)).isEqualTo("ALREADY_IN_FAILOVER");
  }

  @Test
  void failsWhenItIsRefusedForAnotherReason() {
    clusters.refuses = true;

    assertThatThrownBy(() -> call(ALARM))
        .hasMessage("cannot fail over: InvalidGlobalClusterStateException");
  }

  @Test
  void failsWhenTheGlobalClusterIsNotThePlanned() {
    clusters.state = new State(Set.of(P), Optional.of(P), false);
    assertThatThrownBy(() -> call(ALARM))
        .hasMessage("the cluster to promote is not in the global cluster");

    clusters.state = new State(Set.of(P, S, "arn:x"), Optional.of("arn:x"), false);
    assertThatThrownBy(() -> call(ALARM))
        .hasMessage("the writer is a cluster that the plan does not know");
    assertThat(clusters.promoted).isEmpty();
  }

  private static Map<String, Object> notification(String message) {
    return Map.of("Records", List.of(Map.of("Sns", Map.of("Message", message))));
  }

  private String call(Map<String, Object> event) {
    var plan = new Promotion.Plan(P, S, armed);
    Reachability writer = () -> new Reachability.Answer(writerAnswers, "");
    return new PromoterHandler(new Promotion(clusters, plan, writer))
        .handleRequest(event, invocation.context())
        .get("outcome");
  }
}
