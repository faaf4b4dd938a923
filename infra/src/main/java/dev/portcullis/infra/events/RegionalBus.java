package dev.portcullis.infra.events;

import com.pulumi.aws.cloudwatch.EventBus;
import com.pulumi.aws.cloudwatch.EventBusArgs;
import com.pulumi.aws.cloudwatch.inputs.EventBusDeadLetterConfigArgs;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import com.pulumi.aws.sqs.QueuePolicy;
import com.pulumi.aws.sqs.QueuePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Site;
import java.util.ArrayList;
import java.util.List;

/**
 * The bus of one region, and the queue that keeps what could not be delivered.
 *
 * @param scope region
 * @param name logical name of the bus, and the first part of the names of its rules
 * @param busName name of the bus
 * @param arn ARN of the bus
 * @param queueName name of the queue, the dimension of its metrics
 * @param deadLetters ARN of the queue, known when EventBridge may write to it
 */
record RegionalBus(
    Scope scope,
    String name,
    Output<String> busName,
    Output<String> arn,
    Output<String> queueName,
    Output<String> deadLetters) {

  /** The longest SQS keeps a message. */
  private static final int RETENTION_SECONDS = 14 * 24 * 60 * 60;

  /** Name of the bus. */
  static String physicalName(Scope scope, String pair) {
    return scope.physicalOf(logical(scope, pair));
  }

  /** ARN that the bus will have; key policies need it first. */
  static Output<String> futureArn(Scope scope, String pair) {
    return scope.arn("events", "event-bus/" + physicalName(scope, pair));
  }

  /** ARN that the queue will have. */
  static Output<String> futureQueueArn(Scope scope, String pair) {
    return scope.arn("sqs", scope.physicalOf(queue(logical(scope, pair))));
  }

  /**
   * Creates bus and queue.
   *
   * @param owner component they belong to
   * @param pair logical name of that component
   * @param roles of the rules that hand events to functions
   */
  static RegionalBus create(Resource owner, String pair, Site site, List<String> roles) {
    var scope = site.scope();
    var name = logical(scope, pair);
    var physical = scope.physicalOf(name);
    var queue = queue(owner, queue(name), site);
    var bus =
        new EventBus(
            name,
            EventBusArgs.builder()
                .name(physical)
                .description("Events of " + scope.names().system() + " in " + scope.region().id())
                .kmsKeyIdentifier(site.keyArn())
                // What cannot be encrypted or decrypted goes here, instead of nowhere.
                .deadLetterConfig(EventBusDeadLetterConfigArgs.builder().arn(queue.arn()).build())
                .tags(scope.tags().named(physical))
                .build(),
            scope.child(owner).build());
    var rules = new ArrayList<>(List.of(forwarder(name)));
    roles.forEach(role -> rules.add(rule(name, role)));
    var mayWrite = admit(owner, name, scope, queue, bus, rules);
    return new RegionalBus(
        scope,
        name,
        bus.name(),
        bus.arn(),
        queue.name(),
        Output.tuple(queue.arn(), mayWrite.id()).applyValue(both -> both.t1));
  }

  /** Logical name of the rule that forwards to the other region, and of what belongs to it. */
  String forwarder() {
    return forwarder(name);
  }

  /** Logical name of what hands events to the function with that role in this region. */
  String rule(String role) {
    return rule(name, role);
  }

  private static Queue queue(Resource owner, String name, Site site) {
    var scope = site.scope();
    var physical = scope.physicalOf(name);
    return new Queue(
        name,
        QueueArgs.builder()
            .name(physical)
            .kmsMasterKeyId(site.keyArn())
            .messageRetentionSeconds(RETENTION_SECONDS)
            .tags(scope.tags().named(physical))
            .build(),
        scope.child(owner).build());
  }

  /** EventBridge writes as a service, for this bus and its rules: no IAM policy speaks for it. */
  private static QueuePolicy admit(
      Resource owner, String name, Scope scope, Queue queue, EventBus bus, List<String> rules) {
    var admitted =
        Statement.allow("DeadLetters")
            .service("events.amazonaws.com")
            .action("sqs:SendMessage")
            .on(queue.arn())
            .when("ArnEquals", "aws:SourceArn", bus.arn());
    for (var rule : rules) {
      admitted.when(
          "ArnEquals",
          "aws:SourceArn",
          bus.name().apply(b -> scope.arn("events", "rule/" + b + "/" + scope.physicalOf(rule))));
    }
    return new QueuePolicy(
        queue(name) + "-policy",
        QueuePolicyArgs.builder()
            .queueUrl(queue.url())
            .policy(PolicyDocument.create().add(admitted).json())
            .build(),
        scope.child(owner).build());
  }

  private static String logical(Scope scope, String pair) {
    return pair + "-" + scope.region().code();
  }

  private static String queue(String name) {
    return name + "-dlq";
  }

  private static String forwarder(String name) {
    return rule(name, "forward");
  }

  private static String rule(String name, String role) {
    return name + "-" + role;
  }
}
