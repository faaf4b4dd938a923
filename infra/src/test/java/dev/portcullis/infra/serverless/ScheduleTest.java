package dev.portcullis.infra.serverless;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static final String NAME = "serverless-tick-usw2";
  private static final String FUNCTION = "serverless-fn-usw2-t1";
  private static final String RULE = "aws:cloudwatch/eventRule:EventRule";
  private static final String TARGET = "aws:cloudwatch/eventTarget:EventTarget";

  @TempDir private Path directory;

  @Test
  void runsTheFunctionOnceAMinute() {
    var captured =
        Captured.program(
            (primary, secondary) ->
                new Schedule(
                    NAME,
                    new Schedule.Args(function(secondary), "rate(1 minute)"),
                    secondary.scope().component()));
    captured.assertWellFormed();
    assertInputs(
        captured.resource(RULE, NAME + "-rule"),
        """
        {"name":"serverless-tick-usw2-t1","state":"ENABLED",
         "description":"Runs the function: rate(1 minute)","scheduleExpression":"rate(1 minute)",
         "tags":{"Name":"serverless-tick-usw2-t1","Project":"PulumiOptimization"}}""");
    assertInputs(
        captured.resource(TARGET, NAME + "-target"),
        """
        {"rule":"serverless-tick-usw2-t1",
         "arn":"arn:aws:lambda:us-west-2:000000000000:function:serverless-fn-usw2-t1"}""");
  }

  @Test
  void letsThatRuleAloneCallTheFunctionBeforeTheFirstEvent() {
    var captured =
        Captured.program(
            (primary, secondary) ->
                new Schedule(
                    NAME,
                    new Schedule.Args(function(secondary), "cron(0 3 * * ? *)"),
                    secondary.scope().component()));
    var permission = captured.resource("aws:lambda/permission:Permission", NAME + "-permission");
    assertInputs(
        permission,
        """
        {"statementId":"EventBridge","action":"lambda:InvokeFunction",
         "principal":"events.amazonaws.com","function":"%s",
         "sourceArn":"arn:aws:events:us-west-2:000000000000:rule/serverless-tick-usw2-t1"}"""
            .formatted(FUNCTION));
    assertWaitsFor(captured.resource(TARGET, NAME + "-target"), permission);
  }

  @Test
  void listensOnTheBusThatItIsGiven() {
    var captured =
        Captured.program(
            (primary, secondary) ->
                EventTrigger.create(
                    function(secondary),
                    NAME,
                    function("serverless-other-usw2", secondary),
                    EventCause.event(
                        "Orders",
                        Output.of("{\"source\":[\"orders\"]}"),
                        Output.of("bus-1"),
                        Output.of("arn:aws:sqs:us-west-2:000000000000:dead"))));
    assertInputs(
        captured.resource(RULE, NAME + "-rule"),
        """
        {"name":"serverless-tick-usw2-t1","state":"ENABLED","description":"Orders",
         "eventBusName":"bus-1","eventPattern":"{\\"source\\":[\\"orders\\"]}",
         "tags":{"Name":"serverless-tick-usw2-t1","Project":"PulumiOptimization"}}""");
    var target = captured.resource(TARGET, NAME + "-target").inputs();
    assertThat(target.path("eventBusName").asText()).isEqualTo("bus-1");
    assertThat(target.at("/deadLetterConfig/arn").asText()).endsWith(":dead");
  }

  @Test
  void listensOnTheDefaultBusOtherwise() {
    var captured =
        Captured.program(
            (primary, secondary) ->
                EventTrigger.create(
                    function(secondary),
                    NAME,
                    function("serverless-other-usw2", secondary),
                    EventCause.event("Alarms", Output.of("{\"source\":[\"aws.cloudwatch\"]}"))));
    assertThat(captured.resource(RULE, NAME + "-rule").inputs().has("eventBusName")).isFalse();
    assertThat(captured.resource(TARGET, NAME + "-target").inputs().has("eventBusName")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(1 minutes)",
        "rate(5 minute)",
        "rate(0 minutes)",
        "every minute",
        "cron(0 3 * * ?)",
        "rate(1 second)"
      })
  void rejectsTimesThatEventBridgeDoesNotKnow(String expression) {
    assertThatThrownBy(() -> EventCause.clock("x", expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expression: not one EventBridge knows, got \"" + expression + "\"");
  }

  private RegionalFunction function(Site site) {
    return function("serverless-fn-usw2", site);
  }

  private RegionalFunction function(String name, Site site) {
    return new RegionalFunction(
        name,
        FunctionSpec.in(site, new Placement(Output.of(List.of("subnet-a")), Output.of("sg-fn")))
            .code(new FunctionCode(zip(), "a.B::c", "java21", 512, 10))
            .logs(site)
            .build(),
        site.scope().component());
  }

  private Path zip() {
    try {
      return Files.writeString(directory.resolve("code.zip"), "code");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
