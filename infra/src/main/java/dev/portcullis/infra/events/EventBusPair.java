package dev.portcullis.infra.events;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import dev.portcullis.infra.security.EncryptionKeys.Purpose;
import dev.portcullis.infra.security.KeyUse;
import dev.portcullis.infra.serverless.EventCause;
import dev.portcullis.infra.serverless.EventTrigger;
import dev.portcullis.infra.serverless.RegionalFunction;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A bus in each region: what is published on one reaches functions of both. Takes the two sides
 * with the functions that events are given to; gives the names of the buses to publish on and of
 * the queues that keep what could not be delivered.
 *
 * <p>Whoever publishes says where, in member {@code origin} of the detail: events without it stay
 * in their region.
 */
public final class EventBusPair extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:events:EventBusPair";

  static final String EVENTS = "events.amazonaws.com";

  /** AWS keeps sources that begin with {@code aws.} to itself. */
  private static final Pattern SOURCE =
      Pattern.compile("(?!aws\\.)[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+");

  private final RegionalBus primary;
  private final RegionalBus secondary;

  /**
   * Who is given events.
   *
   * @param role last part of the names of rule and target, e.g. {@code consume}
   * @param source source of the events, e.g. {@code healthcare.patients}
   * @param forwardedOnly whether events of the function's own region are left out
   * @param function in the region of the bus
   */
  public record Subscription(
      String role, String source, boolean forwardedOnly, RegionalFunction function) {

    public Subscription {
      Violations.in(EventBusPair.class)
          .unless(
              SOURCE.matcher(source).matches(),
              "source: not the source of an application, got \""
                  + source
                  + "\"; e.g. healthcare.patients, and never aws.…")
          .throwIfAny();
    }

    /** Events of both regions. */
    public static Subscription toAll(String role, String source, RegionalFunction function) {
      return new Subscription(role, source, false, function);
    }

    /** Events of the other region. */
    public static Subscription toForwarded(String role, String source, RegionalFunction function) {
      return new Subscription(role, source, true, function);
    }
  }

  /**
   * One region.
   *
   * @param site region, and the key of bus and queue
   * @param subscriptions who is given events there
   */
  public record Side(Site site, List<Subscription> subscriptions) {
    public Side {
      subscriptions = List.copyOf(subscriptions);
      var here = site.scope().region();
      var violations = Violations.in(EventBusPair.class);
      for (var subscription : subscriptions) {
        var there = subscription.function().scope.region();
        violations.unless(
            there.equals(here),
            subscription.role()
                + ": the function is in another region, got "
                + there.id()
                + "; give one of "
                + here.id());
      }
      violations.throwIfAny();
    }

    private List<String> roles() {
      return subscriptions.stream().map(Subscription::role).toList();
    }

    private List<String> sources() {
      return subscriptions.stream().map(Subscription::source).sorted().distinct().toList();
    }
  }

  /**
   * What is connected.
   *
   * @param primary one region
   * @param secondary the other one, where the same sources are heard
   */
  public record Args(Side primary, Side secondary) {
    public Args {
      var region = secondary.site().scope().region();
      Violations.in(EventBusPair.class)
          .unless(
              !primary.site().scope().region().equals(region),
              "secondary: is in the region of the primary, got "
                  + region.id()
                  + "; give the other region")
          .unless(
              !primary.sources().isEmpty() && primary.sources().equals(secondary.sources()),
              "subscriptions: not of the same sources in both regions, got "
                  + primary.sources()
                  + " and "
                  + secondary.sources()
                  + "; hear in one what is heard in the other")
          .throwIfAny();
    }
  }

  /**
   * What the pair with that logical name does with the key for data: EventBridge encrypts events as
   * itself, and says for which bus; SQS does it for EventBridge, and says for which queue. Whoever
   * creates rules, or reads the queue, does so through the services.
   */
  public static KeyUse keyUse(Scope scope, String name) {
    return new KeyUse(
        Purpose.DATA,
        List.of("events", "sqs"),
        List.of(
            // DescribeKey carries no encryption context to ask for.
            Statement.allow("InspectForEvents")
                .service(EVENTS)
                .action("kms:DescribeKey")
                .on("*")
                .when("StringEquals", "aws:SourceAccount", scope.accountId()),
            forEvents("Events")
                .when(
                    "StringEquals",
                    "kms:EncryptionContext:aws:events:event-bus:arn",
                    RegionalBus.futureArn(scope, name)),
            forEvents("DeadLetters")
                .when(
                    "StringEquals",
                    "kms:EncryptionContext:aws:sqs:arn",
                    RegionalBus.futureQueueArn(scope, name))));
  }

  /** Name that the bus of the pair will have in that region, for functions that are there first. */
  public static Output<String> futureBusName(Scope scope, String name) {
    return Output.of(RegionalBus.physicalName(scope, name));
  }

  /** What a function of that region needs in order to publish on the bus that will be there. */
  public static List<Statement> futurePublishing(Scope scope, String name) {
    return List.of(publishing(RegionalBus.futureArn(scope, name)));
  }

  private static Statement forEvents(String sid) {
    return Statement.allow(sid)
        .service(EVENTS)
        .action("kms:Decrypt", "kms:GenerateDataKey")
        .on("*");
  }

  /**
   * Creates buses, queues and rules.
   *
   * @param name logical name without a region
   */
  public EventBusPair(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var first = args.primary();
    var second = args.secondary();
    primary = RegionalBus.create(this, name, first.site(), first.roles());
    secondary = RegionalBus.create(this, name, second.site(), second.roles());
    Forwarding.create(this, primary, secondary, first.sources());
    Forwarding.create(this, secondary, primary, first.sources());
    first.subscriptions().forEach(subscription -> subscribe(primary, secondary, subscription));
    second.subscriptions().forEach(subscription -> subscribe(secondary, primary, subscription));
    registerOutputs(Map.of("primaryBusArn", primary.arn(), "secondaryBusArn", secondary.arn()));
  }

  /** Name of the bus in that region. */
  public Output<String> busName(Scope scope) {
    return in(scope).busName();
  }

  /** ARN of the bus in that region. */
  public Output<String> busArn(Scope scope) {
    return in(scope).arn();
  }

  /** Name of the queue in that region, with what could not be delivered. */
  public Output<String> deadLetterQueueName(Scope scope) {
    return in(scope).queueName();
  }

  /**
   * What a function of that region needs in order to publish; the key is EventBridge's business.
   */
  public List<Statement> publishing(Scope scope) {
    return List.of(publishing(busArn(scope)));
  }

  private static Statement publishing(Output<String> busArn) {
    return Statement.allow("PublishEvents").action("events:PutEvents").on(busArn);
  }

  private RegionalBus in(Scope scope) {
    for (var bus : List.of(primary, secondary)) {
      if (bus.scope().region().equals(scope.region())) {
        return bus;
      }
    }
    throw new IllegalArgumentException(
        "EventBusPair: no bus in that region, got "
            + scope.region().id()
            + "; "
            + primary.scope().region().id()
            + " or "
            + secondary.scope().region().id());
  }

  /** Without the guard of the forwarding rules: these events end here. */
  private void subscribe(RegionalBus bus, RegionalBus other, Subscription subscription) {
    var source = subscription.source();
    var pattern =
        subscription.forwardedOnly()
            ? EventPattern.from(other.scope().region(), source)
            : EventPattern.of(List.of(source));
    EventTrigger.create(
        this,
        bus.rule(subscription.role()),
        subscription.function(),
        EventCause.event(
            subscription.forwardedOnly()
                ? "Events of the other region for a function of this one"
                : "Events of both regions for a function of this one",
            Output.of(pattern),
            bus.busName(),
            bus.deadLetters()));
  }
}
