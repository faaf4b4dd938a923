package dev.portcullis.infra.edge;

import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.route53.inputs.RecordAliasArgs;
import com.pulumi.aws.route53.inputs.RecordFailoverRoutingPolicyArgs;
import com.pulumi.aws.route53.inputs.RecordLatencyRoutingPolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.edge.Routing.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One name and where it leads. Takes the zone, the name and the {@link Routing}; gives the name,
 * once all its answers exist. The health checks that decide are made by {@link HealthChecks}.
 */
public final class RoutingRecords extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:edge:RoutingRecords";

  /** The name, once all answers exist. */
  public final Output<String> fqdn;

  private final String name;
  private final Args args;
  private final List<Output<String>> answered = new ArrayList<>();

  /**
   * What is answered.
   *
   * @param global where global resources are made
   * @param zoneId zone of the name
   * @param hostName the name
   * @param routing how it is answered
   */
  public record Args(Scope global, Output<String> zoneId, String hostName, Routing routing) {}

  /** Creates the records of the name. */
  public RoutingRecords(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    this.name = name;
    this.args = args;
    if (args.routing() instanceof Routing.Failover failover) {
      failover("primary", failover.primary());
      failover("secondary", failover.secondary());
    } else if (args.routing() instanceof Routing.Latency latency) {
      latency.answers().forEach(answer -> nearest(latency.ttlSeconds(), answer));
    } else if (args.routing() instanceof Routing.Alias alias) {
      // Health is not asked for: there is nothing else to answer with.
      record("alias", RecordArgs.builder().type("A").aliases(alias(alias.target(), false)));
    }
    fqdn = Output.all(answered).applyValue(all -> all.get(0));
    registerOutputs(Map.of("fqdn", fqdn));
  }

  private void failover(String role, Answer answer) {
    record(
        role,
        RecordArgs.builder()
            .type("A")
            .setIdentifier(role + "-" + answer.scope().region().id())
            .failoverRoutingPolicies(
                RecordFailoverRoutingPolicyArgs.builder()
                    .type(role.toUpperCase(Locale.ROOT))
                    .build())
            .healthCheckId(answer.healthCheckId())
            .aliases(alias(answer.target(), true)));
  }

  private void nearest(int ttlSeconds, Answer answer) {
    var region = answer.scope().region();
    record(
        region.code(),
        RecordArgs.builder()
            // An alias would be remembered for 60 seconds, whatever is configured.
            .type("CNAME")
            .ttl(ttlSeconds)
            .records(answer.target().dnsName().applyValue(List::of))
            .setIdentifier(region.id())
            .latencyRoutingPolicies(
                RecordLatencyRoutingPolicyArgs.builder().region(region.id()).build())
            .healthCheckId(answer.healthCheckId()));
  }

  private static RecordAliasArgs alias(AliasTarget target, boolean evaluateHealth) {
    return RecordAliasArgs.builder()
        .name(target.dnsName())
        .zoneId(target.zoneId())
        .evaluateTargetHealth(evaluateHealth)
        .build();
  }

  private void record(String role, RecordArgs.Builder inputs) {
    var record =
        new Record(
            name + "-" + role,
            inputs.zoneId(args.zoneId()).name(args.hostName()).build(),
            args.global().child(this).build());
    answered.add(record.fqdn());
  }
}
