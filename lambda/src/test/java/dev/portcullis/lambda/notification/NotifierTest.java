package dev.portcullis.lambda.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.notification.Notifier.Outcome;
import dev.portcullis.lambda.payments.Faults;
import dev.portcullis.lambda.payments.ManualClock;
import dev.portcullis.lambda.peers.DynamoPeer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What is said of events that come twice, late, in any order and to many, over DynamoDB Local. */
class NotifierTest {
  private static final Instant START = Instant.parse("2026-11-21T08:00:00.123Z");
  private static final String ALARM = "payments-database-unreachable-use1-dev";

  private final Faults faults = new Faults();
  private final ManualClock clock = new ManualClock(START);
  private final Invocation invocation = new Invocation();
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private final String table = DynamoPeer.shared().createTable("paymentId");
  private boolean topicDown;
  private final Notifier notifier = notifier();

  @Test
  void saysRedAndGreenOnce() {
    assertThat(notifier.run(event("ALARM", 0))).isEqualTo(Outcome.SAID);
    assertThat(notifier.run(event("ALARM", 0))).isEqualTo(Outcome.ALREADY_SAID);
    assertThat(notifier.run(event("OK", 60))).isEqualTo(Outcome.SAID);
    assertThat(notifier.run(event("OK", 60))).isEqualTo(Outcome.ALREADY_SAID);
    assertThat(notifier.run(event("ALARM", 0))).isEqualTo(Outcome.OUT_OF_DATE);
    assertThat(said).containsExactly("ALARM 0", "OK 60");
  }

  @Test
  void saysNothingOfAlarmsThatAreNewAndGreen() {
    assertThat(notifier.run(event("INSUFFICIENT_DATA", 0))).isEqualTo(Outcome.SAID);
    assertThat(notifier.run(event("OK", 10))).isEqualTo(Outcome.SAID);
    assertThat(notifier.run(event("OK", 20))).isEqualTo(Outcome.NOT_NEWS);
    assertThat(notifier.run(event("OK", 20))).isEqualTo(Outcome.ALREADY_SAID);
    assertThat(notifier.run(event("ALARM", 30))).isEqualTo(Outcome.SAID);
  }

  @Test
  void neverTellsOldNews() {
    assertThat(notifier.run(event("OK", 60))).isEqualTo(Outcome.NOT_NEWS);
    assertThat(notifier.run(event("ALARM", 0))).isEqualTo(Outcome.OUT_OF_DATE);
    assertThat(said).isEmpty();
  }

  @Test
  void failsWhileTheTopicIsDownAndSaysItWhenCalledAgain() {
    topicDown = true;
    assertThatThrownBy(() -> notifier.run(event("ALARM", 0))).hasMessage("topic is down");
    assertThatThrownBy(() -> notifier.run(event("ALARM", 0)))
        .as("its own claim may still be another's")
        .hasMessageContaining("another call");
    topicDown = false;
    clock.advance(AlarmStates.LEASE.plusSeconds(1));

    assertThat(notifier.run(event("ALARM", 0))).isEqualTo(Outcome.SAID);
    assertThat(said).containsExactly("ALARM 0");
  }

  @Test
  void saysTheNextChangeAfterOneThatWasNeverSaid() {
    topicDown = true;
    assertThatThrownBy(() -> notifier.run(event("ALARM", 0))).hasMessage("topic is down");
    topicDown = false;
    assertThatThrownBy(() -> notifier.run(event("OK", 60))).hasMessageContaining("another call");
    clock.advance(AlarmStates.LEASE.plusSeconds(1));

    assertThat(notifier.run(event("OK", 60))).isEqualTo(Outcome.SAID);
    assertThat(notifier.run(event("ALARM", 0))).isEqualTo(Outcome.OUT_OF_DATE);
    assertThat(said).containsExactly("OK 60");
  }

  @Test
  void failsWhenTheTableIsDownBeforeAnythingIsSaid() {
    faults.lose("DynamoDb");

    assertThatThrownBy(() -> notifier.run(event("ALARM", 0))).hasMessageContaining("lost DynamoDb");
    assertThat(said).isEmpty();
  }

  @Test
  void doesNotFailWhenOnlyTheMarkIsMissing() {
    var marks =
        new Notifier(
            alarms(),
            states(),
            announcement(),
            message -> {
              said.add(message.subject());
              faults.lose("DynamoDb");
            },
            clock,
            invocation.log());

    assertThat(marks.run(event("ALARM", 0))).isEqualTo(Outcome.SAID);
    assertThat(invocation.logged()).anyMatch(line -> line.contains("said-but-not-marked"));
  }

  @Test
  void saysOnceWhatIsDeliveredManyTimesAtOnce() throws Exception {
    var barrier = new CyclicBarrier(8);
    var calls = new ArrayList<Callable<Outcome>>();
    for (var i = 0; i < 8; i++) {
      var one = notifier();
      calls.add(
          () -> {
            barrier.await();
            return one.run(event("ALARM", 0));
          });
    }
    var pool = Executors.newFixedThreadPool(8);
    var outcomes = new HashSet<Object>();
    try {
      for (var call : pool.invokeAll(calls)) {
        try {
          outcomes.add(call.get());
        } catch (ExecutionException e) {
          outcomes.add(e.getCause().getMessage());
        }
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(said).containsExactly("ALARM 0");
    assertThat(outcomes).contains(Outcome.SAID);
  }

  /** A delivery: of which change, and whether the topic takes it. */
  record Delivery(int change, boolean topicDown) {}

  @Property(tries = 30, shrinking = ShrinkingMode.BOUNDED)
  void saysNothingTwiceNothingOldAndTheLastStateAtTheEnd(
      @ForAll("deliveries") List<Delivery> deliveries, @ForAll Random random) {
    var fresh = new NotifierTest();
    var last = deliveries.stream().mapToInt(Delivery::change).max().orElse(0);
    for (var delivery : deliveries) {
      fresh.topicDown = delivery.topicDown();
      fresh.deliver(delivery.change());
      fresh.clock.advance(Duration.ofSeconds(random.nextInt(90)));
    }
    // Lambda calls again, until it works.
    fresh.topicDown = false;
    fresh.clock.advance(AlarmStates.LEASE.plusSeconds(1));
    fresh.deliver(last);

    assertThat(fresh.said).doesNotHaveDuplicates();
    assertThat(fresh.said.stream().map(text -> Integer.parseInt(text.split(" ", -1)[1])))
        .as("never back in time")
        .isSorted();
    if (state(last).equals("ALARM")) {
      assertThat(fresh.said).last().isEqualTo("ALARM " + last);
    } else if (!fresh.said.isEmpty()) {
      assertThat(fresh.said).last().as("nobody is left worried").asString().startsWith("OK ");
    }
  }

  private void deliver(int change) {
    try {
      notifier.run(event(state(change), change));
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageMatching("topic is down|another call is telling of this alarm");
    }
  }

  private static String state(int change) {
    return change % 2 == 0 ? "ALARM" : "OK";
  }

  @Provide
  Arbitrary<List<Delivery>> deliveries() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 6), Arbitraries.of(false, false, true))
        .as(Delivery::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(15);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"detail-type\":\"CloudWatch Alarm State Change\"}",
        "{\"detail-type\":\"CloudWatch Alarm State Change\",\"detail\":{\"alarmName\":\"a\"}}",
        "{\"detail-type\":\"CloudWatch Alarm State Change\",\"detail\":{\"alarmName\":\"other\","
            + "\"state\":{\"value\":\"ALARM\",\"timestamp\":\"2026-11-21T08:00:00.123+0000\"}}}",
        "{\"detail-type\":\"CloudWatch Alarm State Change\",\"detail\":{\"alarmName\":"
            + "\"payments-database-unreachable-use1-dev\","
            + "\"state\":{\"value\":\"RED\",\"timestamp\":\"2026-11-21T08:00:00.123+0000\"}}}",
        "{\"detail-type\":\"CloudWatch Alarm State Change\",\"detail\":{\"alarmName\":"
            + "\"payments-database-unreachable-use1-dev\","
            + "\"state\":{\"value\":\"ALARM\",\"timestamp\":\"yesterday\"}}}"
      })
  void rejectsWhatIsNoChangeOfAFailoverAlarm(String event) throws Exception {
    var tree = new ObjectMapper().readTree(event);

    assertThat(notifier.run(tree)).isEqualTo(Outcome.NOT_A_FAILOVER_ALARM);
    assertThat(said).isEmpty();
  }

  private Notifier notifier() {
    return new Notifier(
        alarms(),
        states(),
        announcement(),
        message -> {
          if (topicDown) {
            throw new IllegalStateException("topic is down");
          }
          said.add(heard(message.text()));
        },
        clock,
        new Invocation().log());
  }

  /** State and seconds since the start, out of the message. */
  private static String heard(String text) {
    var words =
        text.lines()
            .filter(line -> line.startsWith("Alarm "))
            .findFirst()
            .orElseThrow()
            .replaceAll("\\.$", "")
            .split(" ", -1);
    var at = Instant.parse(words[words.length - 1]);
    return words[words.length - 3] + " " + Duration.between(START, at).toSeconds();
  }

  private static Map<String, FailoverAlarm> alarms() {
    return FailoverAlarm.named("database=" + ALARM + ",writer-lost=w");
  }

  private AlarmStates states() {
    var endpoint =
        DynamoPeer.shared().client().serviceClientConfiguration().endpointOverride().orElseThrow();
    return new AlarmStates(
        faults.client(DynamoDbClient.builder(), Region.US_EAST_1, endpoint), table);
  }

  private static Announcement announcement() {
    return new Announcement(
        new Announcement.Setting("us-east-1", "us-east-1", "us-east-2", true), () -> "well.");
  }

  static Map<String, Object> event(String state, int seconds) {
    var detail = new HashMap<String, Object>();
    detail.put("alarmName", ALARM);
    detail.put(
        "state",
        Map.of(
            "value",
            state,
            "reason",
            "Threshold Crossed",
            "timestamp",
            START.plusSeconds(seconds).toString().replace("Z", "+0000")));
    return Map.of(
        "source", "aws.cloudwatch",
        "detail-type", "CloudWatch Alarm State Change",
        "region", "us-east-1",
        "detail", detail);
  }
}
