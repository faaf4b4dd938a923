package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.events.EventBusPair;
import dev.portcullis.infra.events.EventBusPair.Side;
import dev.portcullis.infra.events.EventBusPair.Subscription;
import dev.portcullis.infra.monitoring.Watch;
import dev.portcullis.infra.monitoring.Watch.Condition;
import dev.portcullis.infra.monitoring.Watch.Metric;
import dev.portcullis.infra.serverless.EventTrigger;
import dev.portcullis.infra.serverless.FunctionCode.Healthcare;
import dev.portcullis.infra.serverless.FunctionSpec;
import dev.portcullis.infra.serverless.Grants;
import dev.portcullis.infra.serverless.RegionalFunction;
import dev.portcullis.infra.serverless.Schedule;
import dev.portcullis.infra.storage.ReplicatedParameters;
import java.util.List;
import java.util.Map;

/**
 * The events of system {@code healthcare}: whatever happens in one region is told in both. In each,
 * a function keeps a trail of it in the database, one publishes every minute what is left to be
 * told, and one keeps the parameters as those of the other region are.
 */
final class HealthcareEvents {
  /** Whose events the trail is of. */
  static final String SOURCE = "healthcare.patients";

  /** By whom one region tells the other of its parameters. */
  private static final String PARAMETER_SOURCE = "healthcare.parameters";

  /** The RPO: what was not heard for so long could be lost with the region. */
  private static final int OLDEST_SECONDS = 15 * 60;

  final EventBusPair buses;

  private final String name;
  private final String regions;
  private final HealthcareData data;
  private final ReplicatedParameters parameters;
  private final Functions primary;
  private final Functions secondary;

  /** What has to do with events in one region. */
  private record Functions(
      RegionalFunction consumer, RegionalFunction replicator, RegionalFunction publisher) {}

  HealthcareEvents(
      HealthcareRegion first,
      HealthcareRegion second,
      HealthcareData data,
      ReplicatedParameters parameters) {
    this.data = data;
    this.parameters = parameters;
    name = first.scope.names().logical(HealthcarePlan.EVENTS);
    regions = first.scope.region().id() + "," + second.scope.region().id();
    var consumers = List.of(consumer(first), consumer(second));
    var replicators = List.of(replicator(first), replicator(second));
    // Each bus forwards to the other one and calls the functions of its own region; bus and
    // dead-letter queue are under the region's key for data.
    buses =
        new EventBusPair(
            name,
            new EventBusPair.Args(
                side(first, consumers.get(0), replicators.get(0)),
                side(second, consumers.get(1), replicators.get(1))),
            first.scope.component());
    primary = new Functions(consumers.get(0), replicators.get(0), publisher(first));
    secondary = new Functions(consumers.get(1), replicators.get(1), publisher(second));
    run(first);
    run(second);
  }

  private static Side side(
      HealthcareRegion region, RegionalFunction consumer, RegionalFunction replicator) {
    return new Side(
        region.keys.data,
        List.of(
            Subscription.toAll("consume", SOURCE, consumer),
            Subscription.toForwarded("replicate", PARAMETER_SOURCE, replicator)));
  }

  private RegionalFunction consumer(HealthcareRegion region) {
    return create(
        region,
        HealthcarePlan.CONSUMER,
        told(region, data.writing(region, HealthcarePlan.CONSUMER, Healthcare.CONSUMER))
            .variable("EVENT_SOURCE", Output.of(SOURCE)));
  }

  private RegionalFunction publisher(HealthcareRegion region) {
    return create(
        region,
        HealthcarePlan.PUBLISHER,
        told(
            region,
            publish(region, data.writing(region, HealthcarePlan.PUBLISHER, Healthcare.PUBLISHER))));
  }

  /** It is there before the bus, which calls it: hence the bus that will be there. */
  private RegionalFunction replicator(HealthcareRegion region) {
    var site = region.keys.secrets;
    var here = region.isPrimary() ? parameters.primaryArns : parameters.secondaryArns;
    return create(
        region,
        HealthcarePlan.REPLICATOR,
        told(region, region.function(HealthcarePlan.REPLICATOR, Healthcare.PARAMETERS, List.of()))
            .variable("PARAMETERS", Output.of(String.join(",", parameters.names)))
            .variable("PARAMETER_KEY_ARN", site.keyArn())
            .variable("PARAMETER_SOURCE", Output.of(PARAMETER_SOURCE))
            .variable("EVENT_BUS", EventBusPair.futureBusName(region.scope, name))
            .grant(EventBusPair.futurePublishing(region.scope, name))
            .grant(Grants.parameterCopies(here, site)));
  }

  private FunctionSpec.Builder told(HealthcareRegion region, FunctionSpec.Builder function) {
    return function
        .variable("EVENT_REGIONS", Output.of(regions))
        .variable("METRIC_NAMESPACE", Output.of(region.metrics()));
  }

  private static RegionalFunction create(
      HealthcareRegion region, String role, FunctionSpec.Builder function) {
    return new RegionalFunction(
        region.scope.logical(role), function.build(), region.scope.component());
  }

  /** When the functions run that no event of a bus is the cause of. */
  private void run(HealthcareRegion region) {
    var functions = in(region);
    clock(region, HealthcarePlan.PUBLISHER, functions.publisher(), "rate(1 minute)");
    // Systems Manager does its best to tell of changes, and promises nothing.
    clock(region, HealthcarePlan.REPLICATOR, functions.replicator(), "rate(1 hour)");
    EventTrigger.create(
        parameters,
        region.scope.logical("parameter-changed"),
        functions.replicator(),
        parameters.changed());
  }

  private static void clock(
      HealthcareRegion region, String role, RegionalFunction function, String expression) {
    new Schedule(
        region.scope.logical(role + "-clock"),
        new Schedule.Args(function, expression),
        region.scope.component());
  }

  private Functions in(HealthcareRegion region) {
    return region.isPrimary() ? primary : secondary;
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

  /** What alarms watch in that region. */
  List<Watch> watches(HealthcareRegion region) {
    var functions = in(region);
    return List.of(
        Watch.functionFailed(functions.consumer().functionName).as("consumer-failed"),
        Watch.functionFailed(functions.publisher().functionName).as("publisher-failed"),
        Watch.functionFailed(functions.replicator().functionName).as("replicator-failed"),
        Watch.dlqNotEmpty(buses.deadLetterQueueName(region.scope)),
        new Watch(
            "events-waiting",
            "Not every region has heard of a change for longer than may be lost: see the log"
                + " groups of publishers and consumers, and whether the rules are enabled",
            new Metric(region.metrics(), "OldestEventAge", "Maximum"),
            new References(Map.of("Region", Output.of(region.scope.region().id()))),
            Condition.atLeast(OLDEST_SECONDS, 3, "breaching")));
  }
}
