package dev.portcullis.infra.edge;

import static dev.portcullis.infra.Captured.assertInputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.edge.Routing.Answer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class RoutingRecordsTest {
  private static final String NAME = "serverless-name";
  private static final String RECORD = "aws:route53/record:Record";
  private static final String HOST = "app.t1.example.com";

  private final AtomicReference<String> fqdn = new AtomicReference<>();

  @Test
  void failsOverBetweenAliases() {
    var captured =
        records(
            (primary, secondary) ->
                Routing.failover(
                    answer(primary.scope(), "east"), answer(secondary.scope(), "west")));
    captured.assertWellFormed();
    assertThat(captured.children())
        .containsExactly(
            RECORD + " " + NAME + "-primary us-east-1",
            RECORD + " " + NAME + "-secondary us-east-1");
    assertInputs(
        captured.resource(RECORD, NAME + "-primary"),
        """
        {"zoneId":"Z1","name":"app.t1.example.com","type":"A","setIdentifier":"primary-us-east-1",
         "failoverRoutingPolicies":[{"type":"PRIMARY"}],"healthCheckId":"check-east",
         "aliases":[{"name":"east.elb","zoneId":"Z-east","evaluateTargetHealth":true}]}""");
    assertInputs(
        captured.resource(RECORD, NAME + "-secondary"),
        """
        {"zoneId":"Z1","name":"app.t1.example.com","type":"A","setIdentifier":"secondary-us-west-2",
         "failoverRoutingPolicies":[{"type":"SECONDARY"}],"healthCheckId":"check-west",
         "aliases":[{"name":"west.elb","zoneId":"Z-west","evaluateTargetHealth":true}]}""");
    assertThat(fqdn.get()).isEqualTo(HOST);
  }

  @Test
  void answersWithTheNearestForAsLongAsIsSaid() {
    var captured =
        records(
            (primary, secondary) ->
                Routing.latency(
                    20, answer(primary.scope(), "east"), answer(secondary.scope(), "west")));
    captured.assertWellFormed();
    assertThat(captured.children()).hasSize(2);
    assertInputs(
        captured.resource(RECORD, NAME + "-usw2"),
        """
        {"zoneId":"Z1","name":"app.t1.example.com","type":"CNAME","ttl":20,"records":["west.elb"],
         "setIdentifier":"us-west-2","latencyRoutingPolicies":[{"region":"us-west-2"}],
         "healthCheckId":"check-west"}""");
    assertThat(fqdn.get()).isEqualTo(HOST);
  }

  @Test
  void answersWithOneTargetWhateverItsHealth() {
    var captured =
        records(
            (primary, secondary) ->
                Routing.alias(new AliasTarget(Output.of("a.accelerator"), Output.of("Z-ga"))));
    captured.assertWellFormed();
    assertThat(captured.children()).hasSize(1);
    assertInputs(
        captured.resource(RECORD, NAME + "-alias"),
        """
        {"zoneId":"Z1","name":"app.t1.example.com","type":"A",
         "aliases":[{"name":"a.accelerator","zoneId":"Z-ga","evaluateTargetHealth":false}]}""");
    assertThat(fqdn.get()).isEqualTo(HOST);
  }

  @Test
  void rejectsAChoiceOfOneRegionAndImpossibleTimes() {
    Captured.program(
        (primary, secondary) -> {
          var east = answer(primary.scope(), "east");
          assertThatThrownBy(() -> Routing.latency(20, east, east))
              .hasMessageContaining(
                  "answers: not one for each of several regions, got [us-east-1, us-east-1]");
          assertThatThrownBy(() -> Routing.latency(0, east))
              .hasMessageContainingAll(
                  "ttlSeconds: out of range, got 0",
                  "answers: not one for each of several regions, got [us-east-1]");
        });
  }

  private Captured records(BiFunction<Site, Site, Routing> routing) {
    return Captured.program(
        (primary, secondary) ->
            new RoutingRecords(
                    NAME,
                    new RoutingRecords.Args(
                        primary.scope(), Output.of("Z1"), HOST, routing.apply(primary, secondary)),
                    primary.scope().component())
                .fqdn.applyValue(
                    name -> {
                      fqdn.set(name);
                      return name;
                    }));
  }

  private static Answer answer(Scope scope, String host) {
    return new Answer(
        scope,
        new AliasTarget(Output.of(host + ".elb"), Output.of("Z-" + host)),
        Output.of("check-" + host));
  }
}
