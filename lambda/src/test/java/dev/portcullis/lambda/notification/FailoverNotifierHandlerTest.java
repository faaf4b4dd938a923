package dev.portcullis.lambda.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.LoopbackService;
import dev.portcullis.lambda.peers.DynamoPeer;
import dev.portcullis.lambda.peers.MotoPeer;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** From the event to the message that a subscriber of the topic gets, and what it says. */
class FailoverNotifierHandlerTest {

  @Test
  @Tag("moto")
  void tellsSubscribersOfTheTopic() throws Exception {
    var moto = MotoPeer.shared();
    var sns = moto.client(SnsClient.builder());
    var topic = sns.createTopic(r -> r.name("ops")).topicArn();
    var sqs = moto.client(SqsClient.builder());
    var queue = sqs.createQueue(r -> r.queueName("ops")).queueUrl();
    sns.subscribe(
        r -> r.topicArn(topic).protocol("sqs").endpoint("arn:aws:sqs:us-east-1:123456789012:ops"));
    var invocation = new Invocation();
    var handler = handler(new SnsTopic(sns, topic), invocation);

    assertThat(handler.handleRequest(NotifierTest.event("ALARM", 0), invocation.context()))
        .isEqualTo(Map.of("outcome", "SAID"));

    var got = sqs.receiveMessage(r -> r.queueUrl(queue)).messages();
    assertThat(got).hasSize(1);
    var message = new ObjectMapper().readTree(got.get(0).body());
    assertThat(message.path("Subject").asText())
        .isEqualTo("payments: the database cannot be reached in us-east-1");
    assertThat(message.path("Message").asText())
        .contains("went to ALARM at 2026-11-21T08:00:00.123Z", "Route 53 answers with us-east-2");
    assertThat(invocation.logged()).singleElement().asString().contains("\"outcome\":\"SAID\"");
  }

  @Test
  @Tag("moto")
  void failsWhenTheTopicIsNotThere() {
    var sns = MotoPeer.shared().client(SnsClient.builder());
    var invocation = new Invocation();
    var handler = handler(new SnsTopic(sns, "arn:aws:sns:us-east-1:123456789012:gone"), invocation);

    assertThatThrownBy(
            () -> handler.handleRequest(NotifierTest.event("ALARM", 0), invocation.context()))
        .isInstanceOf(NotFoundException.class);
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatItMeansWhatHappensAndWhatToDo(FailoverAlarm alarm) {
    for (var here : new String[] {"us-east-1", "us-east-2"}) {
      for (var armed : new boolean[] {true, false}) {
        for (var state : AlarmChange.State.values()) {
          var message =
              new Announcement(
                      new Announcement.Setting(here, "us-east-1", "us-east-2", armed),
                      () -> "available, written in arn:p.")
                  .of(new AlarmChange("an-alarm", state, Instant.EPOCH), alarm);
          assertThat(message.subject()).startsWith("payments: ").hasSizeLessThanOrEqualTo(100);
          assertThat(message.subject()).matches("\\p{ASCII}*");
          assertThat(message.text())
              .contains("By itself: ", "Next: docs/runbooks/", "available, written in arn:p.")
              .contains("Alarm an-alarm in " + here + " went to " + state);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"true, it promotes us-east-2", "false, the promoter is not armed"})
  void saysWhetherThePromoterActs(boolean armed, String expected) {
    var message =
        new Announcement(
                new Announcement.Setting("us-east-2", "us-east-1", "us-east-2", armed), () -> "")
            .of(
                new AlarmChange("w", AlarmChange.State.ALARM, Instant.EPOCH),
                FailoverAlarm.WRITER_LOST);

    assertThat(message.text()).contains(expected);
  }

  @Test
  void saysHowTheGlobalDatabaseIs() throws Exception {
    try (var service = new LoopbackService()) {
      service.then(
          200,
          """
          <DescribeGlobalClustersResponse><DescribeGlobalClustersResult><GlobalClusters>
          <GlobalClusterMember><Status>failing-over</Status><GlobalClusterMembers>
          <GlobalClusterMember><DBClusterArn>arn:p</DBClusterArn><IsWriter>true</IsWriter></GlobalClusterMember>
          <GlobalClusterMember><DBClusterArn>arn:s</DBClusterArn><IsWriter>false</IsWriter></GlobalClusterMember>
          </GlobalClusterMembers><FailoverState><Status>failing-over</Status></FailoverState>
          </GlobalClusterMember></GlobalClusters></DescribeGlobalClustersResult></DescribeGlobalClustersResponse>""");
      service.then(500, "<Error/>");
      var database = new GlobalDatabase(service.client(RdsClient.builder()), "g");

      assertThat(database.inWords())
          .isEqualTo("failing-over, written in arn:p, failover failing-over.");
      assertThat(database.inWords()).isEqualTo("unknown, RDS does not answer here (RdsException).");
      assertThat(service.calls().get(0).body()).contains("GlobalClusterIdentifier=g");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "database", "database=", "nothing=a", "database=a,"})
  void rejectsAlarmsThatAreNotNamed(String text) {
    assertThatThrownBy(() -> FailoverAlarm.named(text))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("failover alarms: ");
  }

  private static FailoverNotifierHandler handler(Notifier.Topic topic, Invocation invocation) {
    var states =
        new AlarmStates(DynamoPeer.shared().client(), DynamoPeer.shared().createTable("paymentId"));
    var announcement =
        new Announcement(
            new Announcement.Setting("us-east-1", "us-east-1", "us-east-2", true), () -> "well.");
    return new FailoverNotifierHandler(
        new Notifier(
            FailoverAlarm.named("database=payments-database-unreachable-use1-dev"),
            states,
            announcement,
            topic,
            Clock.systemUTC(),
            invocation.log()),
        invocation.log());
  }
}
