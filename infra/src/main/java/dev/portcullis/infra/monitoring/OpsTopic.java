package dev.portcullis.infra.monitoring;

import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicPolicy;
import com.pulumi.aws.sns.TopicPolicyArgs;
import com.pulumi.aws.sns.TopicSubscription;
import com.pulumi.aws.sns.TopicSubscriptionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import java.util.Map;
import java.util.Optional;

/**
 * Where the alarms of one region go: an alarm cannot notify a topic of another region. Takes the
 * site; gives the topic's ARN. The key's policy must admit {@code cloudwatch.amazonaws.com} to
 * {@code kms:Decrypt} and {@code kms:GenerateDataKey}, or alarms turn red and nobody is told.
 */
public final class OpsTopic extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:monitoring:OpsTopic";

  /** ARN of the topic; an alarm made before the policy is merely not heard until then. */
  public final Output<String> arn;

  /**
   * What a topic needs.
   *
   * @param site region and key
   * @param email who is told; AWS asks for a confirmation first. Empty: no subscription, since one
   *     that is never confirmed cannot be deleted
   */
  public record Args(Site site, Optional<String> email) {
    public Args {
      Violations.in(OpsTopic.class)
          .unless(
              email.isEmpty() || email.get().matches("[^@\\s]+@[^@\\s]+"),
              "email: not an address, got \"" + email.orElse("") + "\"; leave it out for none")
          .throwIfAny();
    }
  }

  /** Creates topic, policy and, if wanted, the subscription. */
  public OpsTopic(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var scope = args.site().scope();
    var physical = scope.physicalOf(name);
    var topic =
        new Topic(
            name,
            TopicArgs.builder()
                .name(physical)
                .kmsMasterKeyId(args.site().keyArn())
                .tags(scope.tags().named(physical))
                .build(),
            scope.child(this).build());
    arn = topic.arn();
    // CloudWatch publishes as a service: no IAM policy speaks for it, only this one does.
    new TopicPolicy(
        name + "-policy",
        TopicPolicyArgs.builder()
            .arn(arn)
            .policy(
                PolicyDocument.create()
                    .add(
                        Statement.allow("AlarmsOfThisAccount")
                            .service("cloudwatch.amazonaws.com")
                            .action("sns:Publish")
                            .on(arn)
                            .when("StringEquals", "aws:SourceAccount", scope.accountId()))
                    .json())
            .build(),
        scope.child(this).build());
    args.email()
        .ifPresent(
            address ->
                new TopicSubscription(
                    name + "-email",
                    TopicSubscriptionArgs.builder()
                        .topic(arn)
                        .protocol("email")
                        .endpoint(address)
                        .build(),
                    scope.child(this).build()));
    registerOutputs(Map.of("arn", arn));
  }
}
