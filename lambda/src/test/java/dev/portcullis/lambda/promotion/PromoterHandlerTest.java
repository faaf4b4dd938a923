package dev.portcullis.lambda.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.promotion.GlobalClusters.State;
import dev.portcullis.lambda.rds.Reachability;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromoterHandlerTest {
  private static final String P = "arn:p";
  private static final String S = "arn:s";
  private static final State HEALTHY = new State(Set.of(P, S), Optional.of(P), false);
  private static final State WITHOUT_WRITER = new State(Set.of(P, S), Optional.empty(), false);
  private static final State UNDER_WAY = new State(Set.of(P, S), Optional.of(P), true);
  private static final State PROMOTED = new State(Set.of(P, S), Optional.of(S), false);
  private static final Instant NOW = Instant.parse("2026-11-21T17:20:48.826Z");
  private static final String TIME = "2026-11-21T17:20:48.826+0000";

  private final FakeClusters clusters = new FakeClusters();
  private final Invocation invocation = new Invocation();
  private final List<Duration> pauses = new ArrayList<>();
  private final Debounce debounce = new Debounce(new Watch());
  private Instant now = NOW;
  private boolean armed = true;
  private int answersFrom = Integer.MAX_VALUE;
  private int knocks;

  /** A clock that the test sets. */
  private final class Watch extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

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
    assertThat(call(alarm(TIME))).isEqualTo("STARTED");
    assertThat(call(alarm(TIME))).isEqualTo("ALREADY_IN_FAILOVER");
    clusters.state = PROMOTED;
    assertThat(call(alarm(TIME))).isEqualTo("ALREADY_PROMOTED");

    assertThat(clusters.promoted).containsExactly(S);
    assertThat(invocation.logged())
        .satisfiesExactly(
            line -> assertThat(line).contains("\"outcome\":\"started\"", Invocation.REQUEST_ID),
            line -> assertThat(line).contains("\"outcome\":\"already-in-failover\""),
            line -> assertThat(line).contains("\"outcome\":\"already-promoted\""));
  }

  @Test
  void promotesWhenThereIsNoWriterAtAll() {
    clusters.state = WITHOUT_WRITER;

    assertThat(call(alarm(TIME))).isEqualTo("STARTED");
  }

  @Test
  void onlySaysWhatItWouldDoWhenNotArmed() {
    armed = false;

    assertThat(call(alarm(TIME))).isEqualTo("WOULD_START");
    assertThat(clusters.promoted).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void doesNotDeposeWriterThatAnswersOneOfSeveralKnocks(int which) {
    answersFrom = which;

    assertThat(call(alarm(TIME))).isEqualTo("WRITER_ANSWERS");
    assertThat(clusters.promoted).isEmpty();
    assertThat(knocks).isEqualTo(which);
    assertThat(pauses).hasSize(which - 1).allMatch(pause -> pause.equals(Duration.ofSeconds(3)));
  }

  @Test
  void promotesOnlyAfterSeveralKnocksOverSomeSeconds() {
    assertThat(call(alarm(TIME))).isEqualTo("STARTED");
    assertThat(knocks).isEqualTo(3);
    assertThat(pauses).hasSize(2);
  }

  @Test
  void seesThatSomebodyBeganWhileItWasKnocking() {
    answersFrom = -1;

    assertThat(call(alarm(TIME))).isEqualTo("ALREADY_IN_FAILOVER");
    assertThat(clusters.promoted).isEmpty();
  }

  static List<Map<String, Object>> takesNewsOfAnAlarmOnly() {
    return List.of(
        Map.of(),
        state("OK", TIME),
        state("INSUFFICIENT_DATA", TIME),
        Map.of("detail", "ALARM"),
        Map.of("detail", Map.of("state", "ALARM")),
        Map.of("Records", List.of(notification("ALARM"))));
  }

  @ParameterizedTest
  @MethodSource
  void takesNewsOfAnAlarmOnly(Map<String, Object> event) {
    assertThat(call(event)).isEqualTo("NOT_AN_ALARM");
    assertThat(clusters.promoted).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T17:20:48.826Z",
    "2026-11-21T17:20:48.826+0000",
    "2026-11-21T18:20:48.826+01:00",
    "2026-11-21T17:20:48Z"
  })
  void readsTheFormsOfCloudWatchesTime(String time) {
    assertThat(call(alarm(time))).isEqualTo("STARTED");
  }

  @ParameterizedTest
  @CsvSource({
    "600, STARTED",
    "601, STALE",
    "86400, STALE",
    "-60, STARTED",
    "-61, NOT_DATED",
    "-86400, NOT_DATED"
  })
  void refusesNewsThatIsOldOrYetToCome(long age, String outcome) {
    assertThat(call(alarm(at(NOW.minusSeconds(age))))).isEqualTo(outcome);
    assertThat(clusters.promoted.isEmpty()).isEqualTo(!outcome.equals("STARTED"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "2026-11-21", "1795281648", "2026-11-21T17:20:48.826", "٢٠٢٦"})
  void refusesNewsWithoutInstant(String time) {
    assertThat(call(alarm(time))).isEqualTo("NOT_DATED");
    assertThat(call(Map.of("detail", Map.of("state", Map.of("value", "ALARM")))))
        .isEqualTo("NOT_DATED");
    assertThat(clusters.promoted).isEmpty();
  }

  @Test
  void refusesNewsThatCameInTheWrongOrder() {
    answersFrom = 1;
    assertThat(call(alarm(TIME))).isEqualTo("WRITER_ANSWERS");
    now = now.plusSeconds(60);
    assertThat(call(state("OK", at(now)))).isEqualTo("NOT_AN_ALARM");
    answersFrom = Integer.MAX_VALUE;

    assertThat(call(alarm(TIME))).isEqualTo("SUPERSEDED");
    assertThat(clusters.promoted).isEmpty();

    now = now.plusSeconds(60);
    assertThat(call(alarm(at(now)))).isEqualTo("STARTED");
  }

  @Test
  void newsFromTheFutureKeepsNoLaterNewsOut() {
    assertThat(call(state("OK", at(NOW.plusSeconds(3600))))).isEqualTo("NOT_AN_ALARM");
    assertThat(call(alarm(TIME))).isEqualTo("STARTED");
  }

  @Test
  void seesThatSomebodyElseWasFaster() {
    clusters.refuses = true;
    clusters.stateWhenRefused = UNDER_WAY;

    assertThat(call(alarm(TIME))).isEqualTo("ALREADY_IN_FAILOVER");
  }

  @Test
  void failsWhenItIsRefusedForAnotherReason() {
    clusters.refuses = true;

    assertThatThrownBy(() -> call(alarm(TIME)))
        .hasMessage("cannot fail over: InvalidGlobalClusterStateException");
    assertThat(invocation.logged())
        .singleElement()
        .asString()
        .contains("\"level\":\"ERROR\"", "\"message\":\"not-decided\"");
  }

  @Test
  void failsWhenTheGlobalClusterIsNotThePlanned() {
    clusters.state = new State(Set.of(P), Optional.of(P), false);
    assertThatThrownBy(() -> call(alarm(TIME)))
        .hasMessage("the cluster to promote is not in the global cluster");

    clusters.state = new State(Set.of(P, S, "arn:x"), Optional.of("arn:x"), false);
    assertThatThrownBy(() -> call(alarm(TIME)))
        .hasMessage("the writer is a cluster that the plan does not know");
    assertThat(clusters.promoted).isEmpty();
  }

  private static String at(Instant instant) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ")
        .format(instant.atOffset(ZoneOffset.UTC));
  }

  private static Map<String, Object> alarm(String time) {
    return state("ALARM", time);
  }

  private static Map<String, Object> state(String value, String time) {
    return Map.of("detail", Map.of("state", Map.of("value", value, "timestamp", time)));
  }

  /** As SNS would hand the news on; nothing here is subscribed to a topic. */
  private static Map<String, Object> notification(String state) {
    var message = "{\"NewStateValue\":\"" + state + "\",\"StateChangeTime\":\"" + TIME + "\"}";
    return Map.of("Sns", Map.of("Message", message));
  }

  private Reachability.Answer knock() {
    knocks++;
    if (answersFrom < 0) {
      clusters.state = UNDER_WAY;
    }
    return new Reachability.Answer(answersFrom > 0 && knocks >= answersFrom, "");
  }

  private String call(Map<String, Object> event) {
    var plan = new Promotion.Plan(P, S, armed);
    return new PromoterHandler(
            new Promotion(clusters, plan, new Knocks(this::knock, pauses::add)),
            debounce,
            invocation.log())
        .handleRequest(event, invocation.context())
        .get("outcome");
  }
}
