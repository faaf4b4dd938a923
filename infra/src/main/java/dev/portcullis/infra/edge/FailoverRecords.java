package dev.portcullis.infra.edge;

import com.pulumi.aws.route53.HealthCheck;
import com.pulumi.aws.route53.HealthCheckArgs;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.route53.inputs.RecordAliasArgs;
import com.pulumi.aws.route53.inputs.RecordFailoverRoutingPolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Violations;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One name, two regions: DNS answers with the primary endpoint while its health check is green, and
 * with the secondary one when it is not. Takes zone, name and both endpoints; gives the name and
 * the ids of the health checks.
 *
 * <p>Each check asks an endpoint by the endpoint's own name. If it asked the shared name, it would
 * watch the other region after a failover, and never let go.
 */
public final class FailoverRecords extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:edge:FailoverRecords";

  /**
   * Where the checkers are: three regions, the fewest AWS allows, because every checker calls a
   * function; and none that a system serves from, because a region that is down is no witness.
   */
  private static final List<String> CHECKERS = List.of("us-west-1", "eu-west-1", "ap-northeast-1");

  /** The name, once both answers exist. */
  public final Output<String> fqdn;

  /** Region id to the id of its health check. */
  public final Map<String, Output<String>> healthCheckIds;

  private final String name;

  /**
   * An endpoint of one region.
   *
   * @param scope its region
   * @param dnsName its own name
   * @param zoneId the zone of that name, for the alias
   */
  public record Endpoint(Scope scope, Output<String> dnsName, Output<String> zoneId) {}

  /**
   * How health is judged.
   *
   * @param intervalSeconds 10 or 30
   * @param failureThreshold failed checks in a row, 1 to 10
   */
  public record Probe(int intervalSeconds, int failureThreshold) {
    public Probe {
      Violations.in(Probe.class)
          .unless(
              intervalSeconds == 10 || intervalSeconds == 30,
              "intervalSeconds: not an interval Route 53 knows, got "
                  + intervalSeconds
                  + "; 10 or 30")
          .unless(
              failureThreshold >= 1 && failureThreshold <= 10,
              "failureThreshold: out of range, got " + failureThreshold + "; 1 to 10")
          .throwIfAny();
    }
  }

  /**
   * What is answered.
   *
   * @param zoneId zone of the name
   * @param hostName the name
   * @param probe how health is judged
   * @param primary answered while it is healthy
   * @param secondary answered otherwise
   */
  public record Args(
      Output<String> zoneId, String hostName, Probe probe, Endpoint primary, Endpoint secondary) {}

  /** Creates a health check and a record for each endpoint. */
  public FailoverRecords(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    this.name = name;
    // Route 53 is global: all of it is made through the provider of the primary region.
    var global = args.primary().scope();
    var primaryCheck = healthCheck(global, args.primary(), args.probe());
    var secondaryCheck = healthCheck(global, args.secondary(), args.probe());
    healthCheckIds =
        Map.of(
            args.primary().scope().region().id(), primaryCheck,
            args.secondary().scope().region().id(), secondaryCheck);
    var primary = record(global, args, args.primary(), "primary", primaryCheck);
    var secondary = record(global, args, args.secondary(), "secondary", secondaryCheck);
    fqdn = Output.tuple(primary.fqdn(), secondary.fqdn()).applyValue(both -> both.t1);
    registerOutputs(Map.of("fqdn", fqdn));
  }

  private Output<String> healthCheck(Scope global, Endpoint endpoint, Probe probe) {
    var code = endpoint.scope().region().code();
    return new HealthCheck(
            name + "-" + code,
            HealthCheckArgs.builder()
                // HTTPS: over HTTP the redirect answers 301, which Route 53 takes for healthy.
                .type("HTTPS")
                .fqdn(endpoint.dnsName())
                .port(443)
                .resourcePath(PublicEndpoint.HEALTH_PATH)
                .requestInterval(probe.intervalSeconds())
                .failureThreshold(probe.failureThreshold())
                .regions(CHECKERS)
                .tags(endpoint.scope().tags().named(endpoint.scope().physical("health")))
                .build(),
            global.child(this).build())
        .id();
  }

  private Record record(
      Scope global, Args args, Endpoint endpoint, String role, Output<String> healthCheckId) {
    return new Record(
        name + "-" + role,
        RecordArgs.builder()
            .zoneId(args.zoneId())
            .name(args.hostName())
            .type("A")
            .setIdentifier(role + "-" + endpoint.scope().region().id())
            .failoverRoutingPolicies(
                RecordFailoverRoutingPolicyArgs.builder()
                    .type(role.toUpperCase(Locale.ROOT))
                    .build())
            .healthCheckId(healthCheckId)
            .aliases(
                RecordAliasArgs.builder()
                    .name(endpoint.dnsName())
                    .zoneId(endpoint.zoneId())
                    .evaluateTargetHealth(true)
                    .build())
            .build(),
        global.child(this).build());
  }
}
