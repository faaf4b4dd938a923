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
 * A bus in each region: what is published on one reaches the functions of both. Takes the two sides
 * and the source whose events they carry; gives the names of the buses to publish on and of the
 * queues that keep what could not be delivered.
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
   * One region.
   *
   * @param site region, and the key of bus and queue
   * @param consumer what every event is given to, of either region
   */
  public record Side(Site site, RegionalFunction consumer) {
    public Side {
      var here = site.scope().region();
      var there = consumer.scope.region();
      Violations.in(EventBusPair.class)
          .unless(
              there.equals(here),
              "consumer: is in another region, got " + there.id() + "; give one of " + here.id())
          .throwIfAny();
    }
  }

  /**
   * What is connected.
   *
   * @param primary one region
   * @param secondary the other one
   * @param source source of the events that are carried, e.g. {@code healthcare.patients}
   */
  public record Args(Side primary, Side secondary, String source) {
    public Args {
      var region = secondary.site().scope().region();
      Violations.in(EventBusPair.class)
          .unless(
              !primary.site().scope().region().equals(region),
              "secondary: is in the region of the primary, got "
                  + region.id()
                  + "; give the other region")
          .unless(
              SOURCE.matcher(source).matches(),
              "source: not the source of an application, got \""
                  + source
                  + "\"; e.g. healthcare.patients, and never aws.…")
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
    primary = RegionalBus.create(this, name, args.primary().site());
    secondary = RegionalBus.create(this, name, args.secondary().site());
    Forwarding.create(this, primary, secondary, args.source());
    Forwarding.create(this, secondary, primary, args.source());
    consume(primary, args.primary().consumer(), args.source());
    consume(secondary, args.secondary().consumer(), args.source());
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
    return List.of(Statement.allow("PublishEvents").action("events:PutEvents").on(busArn(scope)));
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

  /** Events of both regions, hence without the guard. */
  private void consume(RegionalBus bus, RegionalFunction consumer, String source) {
    EventTrigger.create(
        this,
        bus.consumer(),
        consumer,
        EventCause.event(
            "Events of both regions for the function of this one",
            Output.of(EventPattern.of(Map.of("source", source))),
            bus.busName(),
            bus.deadLetters()));
  }
}
