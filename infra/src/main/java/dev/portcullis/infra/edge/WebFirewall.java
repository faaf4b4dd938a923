package dev.portcullis.infra.edge;

import com.pulumi.aws.cloudwatch.LogResourcePolicy;
import com.pulumi.aws.cloudwatch.LogResourcePolicyArgs;
import com.pulumi.aws.wafv2.WebAcl;
import com.pulumi.aws.wafv2.WebAclArgs;
import com.pulumi.aws.wafv2.WebAclAssociation;
import com.pulumi.aws.wafv2.WebAclAssociationArgs;
import com.pulumi.aws.wafv2.WebAclLoggingConfiguration;
import com.pulumi.aws.wafv2.WebAclLoggingConfigurationArgs;
import com.pulumi.aws.wafv2.inputs.WebAclDefaultActionAllowArgs;
import com.pulumi.aws.wafv2.inputs.WebAclDefaultActionArgs;
import com.pulumi.aws.wafv2.inputs.WebAclLoggingConfigurationRedactedFieldArgs;
import com.pulumi.aws.wafv2.inputs.WebAclLoggingConfigurationRedactedFieldSingleHeaderArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleActionArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleActionBlockArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementRateBasedStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleVisibilityConfigArgs;
import com.pulumi.aws.wafv2.inputs.WebAclVisibilityConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import dev.portcullis.infra.monitoring.EncryptedLogs;
import java.util.List;
import java.util.Map;

/**
 * The web ACL of one public endpoint: it blocks addresses that ask too often, and logs. Takes the
 * ARN of what it protects (a load balancer, or a stage of a REST API) and the limit; gives the ARN
 * of the ACL.
 */
public final class WebFirewall extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:security:WebFirewall";

  private static final int RETENTION_DAYS = 30;
  private static final List<Integer> WINDOWS = List.of(60, 120, 300, 600);

  /** ARN of the web ACL. */
  public final Output<String> arn;

  private final Scope scope;
  private final String physical;

  /**
   * How often one address may ask.
   *
   * @param requests requests in the window, 10 or more
   * @param windowSeconds 60, 120, 300 or 600; AWS's own default is 300
   */
  public record RateLimit(int requests, int windowSeconds) {
    public RateLimit {
      Violations.in(RateLimit.class)
          .unless(requests >= 10, "requests: too few, got " + requests + "; 10 or more")
          .unless(
              WINDOWS.contains(windowSeconds),
              "windowSeconds: not a window WAF knows, got " + windowSeconds + "; " + WINDOWS)
          .throwIfAny();
    }
  }

  /**
   * What is protected.
   *
   * @param logs region, and the key of the log group
   * @param resourceArn a load balancer or API stage of that region
   * @param limit the rate limit
   */
  public record Args(Site logs, Output<String> resourceArn, RateLimit limit) {}

  /**
   * Name of the log group of the firewall with that logical name; WAF accepts no group whose name
   * begins otherwise.
   */
  public static String logGroupName(Scope scope, String name) {
    return "aws-waf-logs-" + scope.physicalOf(name);
  }

  /** Creates the ACL, puts it in front of the resource and turns logging on. */
  public WebFirewall(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    scope = args.logs().scope();
    physical = scope.physicalOf(name);
    var acl =
        new WebAcl(
            name,
            WebAclArgs.builder()
                .name(physical)
                .description("Limits the requests of each address")
                .scope("REGIONAL")
                .defaultAction(
                    WebAclDefaultActionArgs.builder()
                        .allow(WebAclDefaultActionAllowArgs.builder().build())
                        .build())
                .rules(rateRule(args.limit()))
                .visibilityConfig(
                    WebAclVisibilityConfigArgs.builder()
                        .metricName(physical)
                        .cloudwatchMetricsEnabled(true)
                        .sampledRequestsEnabled(true)
                        .build())
                .tags(scope.tags().named(physical))
                .build(),
            scope.child(this).build());
    arn = acl.arn();
    // In front of the public endpoint: from here on no request reaches it unseen.
    new WebAclAssociation(
        name,
        WebAclAssociationArgs.builder().resourceArn(args.resourceArn()).webAclArn(arn).build(),
        scope.child(this).build());
    log(name, args.logs());
    registerOutputs(Map.of("arn", arn));
  }

  private static WebAclRuleArgs rateRule(RateLimit limit) {
    return WebAclRuleArgs.builder()
        .name("rate-limit")
        .priority(1)
        .action(
            WebAclRuleActionArgs.builder()
                .block(WebAclRuleActionBlockArgs.builder().build())
                .build())
        .statement(
            WebAclRuleStatementArgs.builder()
                .rateBasedStatement(
                    WebAclRuleStatementRateBasedStatementArgs.builder()
                        .aggregateKeyType("IP")
                        .limit(limit.requests())
                        // Left out, it would be 300 seconds, a fifth of the rate that is asked for.
                        .evaluationWindowSec(limit.windowSeconds())
                        .build())
                .build())
        .visibilityConfig(
            WebAclRuleVisibilityConfigArgs.builder()
                .metricName("rate-limit")
                .cloudwatchMetricsEnabled(true)
                .sampledRequestsEnabled(true)
                .build())
        .build();
  }

  private void log(String name, Site logs) {
    var group = EncryptedLogs.create(logs, this, name, logGroupName(scope, name), RETENTION_DAYS);
    // WAF delivers as a service; left alone it would leave a policy of its own behind.
    var delivery =
        new LogResourcePolicy(
            name + "-logs",
            LogResourcePolicyArgs.builder()
                .policyName(physical)
                .policyDocument(delivery(group.arn()))
                .build(),
            scope.child(this).build());
    new WebAclLoggingConfiguration(
        name,
        WebAclLoggingConfigurationArgs.builder()
            .resourceArn(arn)
            .logDestinationConfigs(group.arn().applyValue(List::of))
            .redactedFields(redacted("authorization"), redacted("cookie"))
            .build(),
        scope.child(this).dependsOn(delivery).build());
  }

  private Output<String> delivery(Output<String> groupArn) {
    return PolicyDocument.create()
        .add(
            Statement.allow("DeliverWafLogs")
                .service("delivery.logs.amazonaws.com")
                .action("logs:CreateLogStream", "logs:PutLogEvents")
                .on(groupArn.applyValue(a -> a + ":*"))
                .when("StringEquals", "aws:SourceAccount", scope.accountId()))
        .json();
  }

  /** Credentials of callers do not belong in a log. */
  private static WebAclLoggingConfigurationRedactedFieldArgs redacted(String header) {
    return WebAclLoggingConfigurationRedactedFieldArgs.builder()
        .singleHeader(
            WebAclLoggingConfigurationRedactedFieldSingleHeaderArgs.builder().name(header).build())
        .build();
  }
}
