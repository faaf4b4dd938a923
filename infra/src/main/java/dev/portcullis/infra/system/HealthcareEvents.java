package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.events.EventBusPair;
import dev.portcullis.infra.events.EventBusPair.Side;
import dev.portcullis.infra.serverless.FunctionCode.Healthcare;
import dev.portcullis.infra.serverless.FunctionSpec;
import dev.portcullis.infra.serverless.RegionalFunction;
import java.util.List;

/**
 * The events of system {@code healthcare}: whatever happens in one region is told in both, and a
 * function in each keeps a trail of it.
 */
final class HealthcareEvents {
  /** Whose events the buses carry. */
  static final String SOURCE = "healthcare.patients";

  final EventBusPair buses;

  private final RegionalFunction primaryConsumer;
  private final RegionalFunction secondaryConsumer;

  HealthcareEvents(HealthcareRegion primary, HealthcareRegion secondary) {
    primaryConsumer = consume(primary);
    secondaryConsumer = consume(secondary);
    // Each bus forwards to the other one and calls the function of its own region; bus and
    // dead-letter queue are under the region's key for data.
    buses =
        new EventBusPair(
            primary.scope.names().logical(HealthcarePlan.EVENTS),
            new EventBusPair.Args(
                new Side(primary.keys.data, primaryConsumer),
                new Side(secondary.keys.data, secondaryConsumer),
                SOURCE),
            primary.scope.component());
  }

  private static RegionalFunction consume(HealthcareRegion region) {
    return new RegionalFunction(
        region.scope.logical(HealthcarePlan.CONSUMER),
        region
            .function(HealthcarePlan.CONSUMER, Healthcare.CONSUMER, List.of())
            .variable("EVENT_SOURCE", Output.of(SOURCE))
            .variable("METRIC_NAMESPACE", Output.of(region.metrics()))
            .build(),
        region.scope.component());
  }

  /** The function of that region that keeps a trail. */
  RegionalFunction consumer(HealthcareRegion region) {
    return region.isPrimary() ? primaryConsumer : secondaryConsumer;
  }

  /** Lets a function publish on the bus of its own region. */
  FunctionSpec.Builder publish(HealthcareRegion region, FunctionSpec.Builder function) {
    return function
        .variable("EVENT_BUS", buses.busName(region.scope))
        .variable("EVENT_SOURCE", Output.of(SOURCE))
        .grant(buses.publishing(region.scope));
  }

  /** Lets a function see whether the bus of its own region is there. */
  FunctionSpec.Builder observe(HealthcareRegion region, FunctionSpec.Builder function) {
    return function
        .variable("EVENT_BUS", buses.busName(region.scope))
        .grant(
            List.of(
                Statement.allow("SeeEventBus")
                    .action("events:DescribeEventBus")
                    .on(buses.busArn(region.scope))));
  }
}
