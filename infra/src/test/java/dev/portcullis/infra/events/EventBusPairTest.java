package dev.portcullis.infra.events;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.input;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.Functions;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.events.EventBusPair.Side;
import dev.portcullis.infra.events.EventBusPair.Subscription;
import dev.portcullis.infra.security.EncryptionKeys.Purpose;
import dev.portcullis.infra.serverless.RegionalFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventBusPairTest {
  private static final String PAIR = "serverless-events";
  private static final String EAST = PAIR + "-use1";
  private static final String WEST = PAIR + "-usw2";
  private static final String SOURCE = "serverless.orders";
  private static final String OTHER_SOURCE = "serverless.settings";
  private static final String EAST_BUS =
      "arn:aws:events:us-east-1:000000000000:event-bus/serverless-events-use1-t1";
  private static final String WEST_BUS =
      "arn:aws:events:us-west-2:000000000000:event-bus/serverless-events-usw2-t1";
  private static final String EAST_QUEUE =
      "arn:aws:sqs:us-east-1:000000000000:serverless-events-use1-dlq-t1";
  private static final String BUS = "aws:cloudwatch/eventBus:EventBus";
  private static final String POLICY = "aws:cloudwatch/eventBusPolicy:EventBusPolicy";
  private static final String RULE = "aws:cloudwatch/eventRule:EventRule";
  private static final String TARGET = "aws:cloudwatch/eventTarget:EventTarget";
  private static final String QUEUE = "aws:sqs/queue:Queue";
  private static final String QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
  private static final String ROLE = "aws:iam/role:Role";
  private static final String ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";

  @TempDir private Path directory;
  private final List<String> given = new ArrayList<>();
  private Captured captured;

  @BeforeEach
  void capture() {
    captured =
        Captured.program(
            (primary, secondary) -> {
              var pair =
                  new EventBusPair(
                      PAIR,
                      new EventBusPair.Args(side(primary), side(secondary)),
                      primary.scope().component());
              Output.all(
                      pair.busName(primary.scope()),
                      pair.busArn(secondary.scope()),
                      pair.deadLetterQueueName(secondary.scope()),
                      policy(pair.publishing(secondary.scope())))
                  .applyValue(given::addAll);
            });
  }

  private Side side(Site site) {
    return new Side(
        site,
        List.of(
            Subscription.toAll("consume", SOURCE, function(site, "consumer")),
            Subscription.toForwarded("copy", OTHER_SOURCE, function(site, "copier"))));
  }

  private RegionalFunction function(Site site, String role) {
    return new RegionalFunction(
        site.scope().logical(role), Functions.in(directory, site), site.scope().component());
  }

  private static Output<String> policy(List<PolicyDocument.Statement> statements) {
    var document = PolicyDocument.create();
    statements.forEach(document::add);
    return document.json();
  }

  @Test
  void hasTheSameInBothRegions() {
    captured.assertWellFormed();
    for (var side : List.of(EAST, WEST)) {
      var region = side.equals(EAST) ? "us-east-1" : "us-west-2";
      assertThat(captured.children())
          .filteredOn(child -> child.contains(" " + side))
          .containsExactly(
              BUS + " " + side + " " + region,
              POLICY + " " + side + "-policy " + region,
              RULE + " " + side + "-consume-rule " + region,
              RULE + " " + side + "-copy-rule " + region,
              RULE + " " + side + "-forward-rule " + region,
              TARGET + " " + side + "-consume-target " + region,
              TARGET + " " + side + "-copy-target " + region,
              TARGET + " " + side + "-forward-target " + region,
              ROLE + " " + side + "-forward-role " + region,
              ROLE_POLICY + " " + side + "-forward-policy " + region,
              "aws:lambda/permission:Permission " + side + "-consume-permission " + region,
              "aws:lambda/permission:Permission " + side + "-copy-permission " + region,
              QUEUE + " " + side + "-dlq " + region,
              QUEUE_POLICY + " " + side + "-dlq-policy " + region);
    }
    assertThat(captured.resource(BUS, WEST).urn())
        .contains("portcullis:events:EventBusPair$aws:cloudwatch/eventBus:EventBus::" + WEST);
  }

  @Test
  void encryptsBusAndQueueWithTheKeyOfTheirRegion() {
    assertInputs(
        captured.resource(BUS, EAST),
        """
        {"name":"serverless-events-use1-t1","description":"Events of serverless in us-east-1",
         "kmsKeyIdentifier":"%s","deadLetterConfig":{"arn":"%s"},
         "tags":{"Name":"serverless-events-use1-t1","Project":"PulumiOptimization"}}"""
            .formatted(Captured.KEY, EAST_QUEUE));
    assertInputs(
        captured.resource(QUEUE, WEST + "-dlq"),
        """
        {"name":"serverless-events-usw2-dlq-t1","kmsMasterKeyId":"%s","messageRetentionSeconds":1209600,
         "tags":{"Name":"serverless-events-usw2-dlq-t1","Project":"PulumiOptimization"}}"""
            .formatted(Captured.REPLICA_KEY));
  }

  @Test
  void keepsWhatBusAndRulesCannotDeliver() {
    var policy = captured.resource(QUEUE_POLICY, EAST + "-dlq-policy");
    assertThat(document(policy, "/policy"))
        .isEqualTo(
            json(
                """
                {"Version":"2012-10-17","Statement":[{"Sid":"DeadLetters","Effect":"Allow",
                 "Principal":{"Service":["events.amazonaws.com"]},"Action":["sqs:SendMessage"],
                 "Resource":["%s"],"Condition":{"ArnEquals":{"aws:SourceArn":["%s",
                   "arn:aws:events:us-east-1:000000000000:rule/serverless-events-use1-t1/serverless-events-use1-forward-t1",
                   "arn:aws:events:us-east-1:000000000000:rule/serverless-events-use1-t1/serverless-events-use1-consume-t1",
                   "arn:aws:events:us-east-1:000000000000:rule/serverless-events-use1-t1/serverless-events-use1-copy-t1"]}}}]}"""
                    .formatted(EAST_QUEUE, EAST_BUS)));
    assertWaitsFor(captured.resource(TARGET, EAST + "-forward-target"), policy);
    assertWaitsFor(captured.resource(TARGET, EAST + "-consume-target"), policy);
  }

  @Test
  void forwardsOnlyWhatWasPublishedHere() {
    for (var side : List.of(EAST, WEST)) {
      var region = side.equals(EAST) ? "us-east-1" : "us-west-2";
      assertThat(document(captured.resource(RULE, side + "-forward-rule"), "/eventPattern"))
          .isEqualTo(
              json(
                  """
                  {"source":["%s","%s"],"region":["%s"],"detail":{"origin":["%s"]}}"""
                      .formatted(SOURCE, OTHER_SOURCE, region, region)));
    }
    assertInputs(
        captured.resource(TARGET, EAST + "-forward-target"),
        """
        {"eventBusName":"serverless-events-use1-t1","rule":"serverless-events-use1-forward-t1",
         "arn":"%s","roleArn":"arn:aws:iam::000000000000:role/serverless-events-use1-forward-t1",
         "deadLetterConfig":{"arn":"%s"},
         "retryPolicy":{"maximumEventAgeInSeconds":86400,"maximumRetryAttempts":185}}"""
            .formatted(WEST_BUS, EAST_QUEUE));
    assertWaitsFor(
        captured.resource(TARGET, EAST + "-forward-target"),
        captured.resource(ROLE_POLICY, EAST + "-forward-policy"));
  }

  @Test
  void forwardsThroughRolesThatReachOneBusEach() {
    assertThat(document(captured.resource(ROLE, EAST + "-forward-role"), "/assumeRolePolicy"))
        .isEqualTo(
            json(
                """
                {"Version":"2012-10-17","Statement":[{"Sid":"Assume","Effect":"Allow",
                 "Principal":{"Service":["events.amazonaws.com"]},"Action":["sts:AssumeRole"],
                 "Condition":{"StringEquals":{"aws:SourceAccount":["000000000000"]}}}]}"""));
    assertThat(document(captured.resource(ROLE_POLICY, EAST + "-forward-policy"), "/policy"))
        .isEqualTo(
            json(
                """
                {"Version":"2012-10-17","Statement":[{"Sid":"Forward","Effect":"Allow",
                 "Action":["events:PutEvents"],"Resource":["%s"]}]}"""
                    .formatted(WEST_BUS)));
    var west = captured.resource(POLICY, WEST + "-policy");
    assertThat(input(west, "/eventBusName").asText()).isEqualTo("serverless-events-usw2-t1");
    assertThat(document(west, "/policy"))
        .isEqualTo(
            json(
                """
                {"Version":"2012-10-17","Statement":[{"Sid":"Forwarder","Effect":"Allow",
                 "Principal":{"AWS":["arn:aws:iam::000000000000:role/serverless-events-use1-forward-t1"]},
                 "Action":["events:PutEvents"],"Resource":["%s"]}]}"""
                    .formatted(WEST_BUS)));
    assertWaitsFor(west, captured.resource(ROLE_POLICY, EAST + "-forward-policy"));
  }

  @Test
  void givesEventsOfBothRegionsToTheFunctionOfEach() {
    assertInputs(
        captured.resource(RULE, WEST + "-consume-rule"),
        """
        {"name":"serverless-events-usw2-consume-t1",
         "description":"Events of both regions for a function of this one",
         "eventBusName":"serverless-events-usw2-t1","eventPattern":"{\\"source\\":[\\"%s\\"]}",
         "state":"ENABLED","tags":{"Name":"serverless-events-usw2-consume-t1","Project":"PulumiOptimization"}}"""
            .formatted(SOURCE));
    assertInputs(
        captured.resource(TARGET, WEST + "-consume-target"),
        """
        {"eventBusName":"serverless-events-usw2-t1","rule":"serverless-events-usw2-consume-t1",
         "arn":"arn:aws:lambda:us-west-2:000000000000:function:serverless-consumer-usw2-t1",
         "deadLetterConfig":{"arn":"arn:aws:sqs:us-west-2:000000000000:serverless-events-usw2-dlq-t1"}}""");
  }

  @Test
  void givesOnlyForwardedEventsToWhoeverWantsNoOwnOnes() {
    assertThat(document(captured.resource(RULE, WEST + "-copy-rule"), "/eventPattern"))
        .isEqualTo(
            json(
                """
                {"source":["%s"],"detail":{"origin":["us-east-1"]}}"""
                    .formatted(OTHER_SOURCE)));
    assertThat(input(captured.resource(TARGET, WEST + "-copy-target"), "/arn").asText())
        .endsWith(":function:serverless-copier-usw2-t1");
  }

  /**
   * A function that is there before the bus, because the bus calls it, is told of it all the same.
   */
  @Test
  void saysBeforehandWhereToPublish() {
    var said = new ArrayList<String>();
    Captured.program(
        (primary, secondary) ->
            Output.all(
                    EventBusPair.futureBusName(secondary.scope(), PAIR),
                    policy(EventBusPair.futurePublishing(secondary.scope(), PAIR)))
                .applyValue(said::addAll));
    assertThat(said.get(0)).isEqualTo(input(captured.resource(BUS, WEST), "/name").asText());
    assertThat(json(said.get(1))).isEqualTo(json(given.get(3)));
  }

  @Test
  void givesWhatPublishersNeed() {
    assertThat(given.subList(0, 3))
        .containsExactly("serverless-events-use1-t1", WEST_BUS, "serverless-events-usw2-dlq-t1");
    assertThat(json(given.get(3)))
        .isEqualTo(
            json(
                """
                {"Version":"2012-10-17","Statement":[{"Sid":"PublishEvents","Effect":"Allow",
                 "Action":["events:PutEvents"],"Resource":["%s"]}]}"""
                    .formatted(WEST_BUS)));
  }

  @Test
  void usesTheKeyForItsOwnBusAndQueueOnly() {
    var policies = new ArrayList<String>();
    Captured.program(
        (primary, secondary) -> {
          var use = EventBusPair.keyUse(primary.scope(), PAIR);
          assertThat(use.purpose()).isEqualTo(Purpose.DATA);
          assertThat(use.services()).containsExactly("events", "sqs");
          policy(use.statements()).applyValue(policies::add);
        });
    assertThat(json(policies.get(0)))
        .isEqualTo(
            json(
                """
                {"Version":"2012-10-17","Statement":[
                 {"Sid":"InspectForEvents","Effect":"Allow","Principal":{"Service":["events.amazonaws.com"]},
                  "Action":["kms:DescribeKey"],"Resource":["*"],
                  "Condition":{"StringEquals":{"aws:SourceAccount":["000000000000"]}}},
                 {"Sid":"Events","Effect":"Allow","Principal":{"Service":["events.amazonaws.com"]},
                  "Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":["*"],
                  "Condition":{"StringEquals":{"kms:EncryptionContext:aws:events:event-bus:arn":["%s"]}}},
                 {"Sid":"DeadLetters","Effect":"Allow","Principal":{"Service":["events.amazonaws.com"]},
                  "Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":["*"],
                  "Condition":{"StringEquals":{"kms:EncryptionContext:aws:sqs:arn":["%s"]}}}]}"""
                    .formatted(EAST_BUS, EAST_QUEUE)));
  }

  @Test
  void rejectsRegionsAndSourcesThatCannotWork() {
    Captured.program(
        (primary, secondary) -> {
          var east = side(primary);
          assertThatThrownBy(() -> new EventBusPair.Args(east, east))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining(
                  "secondary: is in the region of the primary, got us-east-1; give the other region");
          var function = east.subscriptions().get(0).function();
          assertThatThrownBy(() -> Subscription.toAll("x", "aws.orders", function))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("source: not the source of an application, got \"aws.orders\"");
          assertThatThrownBy(() -> new Side(secondary, east.subscriptions()))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining(
                  "consume: the function is in another region, got us-east-1; give one of us-west-2");
          assertThatThrownBy(() -> new EventBusPair.Args(east, new Side(secondary, List.of())))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining(
                  "subscriptions: not of the same sources in both regions, got [serverless.orders,"
                      + " serverless.settings] and []");
        });
  }
}
