package dev.portcullis.infra.edge;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.edge.Routing.Answer;
import java.util.List;
import java.util.Map;

/**
 * One name, two load balancers: DNS answers with the primary one while its health check is green,
 * and with the secondary one when it is not. Takes zone, name and both endpoints; gives the name
 * and the ids of the health checks.
 *
 * <p>Each check asks an endpoint by the endpoint's own name. If it asked the shared name, it would
 * watch the other region after a failover, and never let go.
 */
public final class FailoverRecords extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:edge:FailoverRecords";

  /** The name, once both answers exist. */
  public final Output<String> fqdn;

  /** Region id to the id of its health check. */
  public final Map<String, Output<String>> healthCheckIds;

  /**
   * An endpoint of one region.
   *
   * @param scope its region
   * @param target its own name, for checks and for the alias
   */
  public record Endpoint(Scope scope, AliasTarget target) {
    private Check check(Probe probe) {
      return Check.endpoint(
          scope.region().code(), target.dnsName(), PublicEndpoint.HEALTH_PATH, probe);
    }

    private Answer answer(HealthChecks checks) {
      return new Answer(scope, target, checks.id(scope.region().code()));
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
    var first = args.primary();
    var second = args.secondary();
    // Route 53 is global: all of it is made through the provider of the primary region.
    var global = first.scope();
    var checks =
        new HealthChecks(
            name,
            new HealthChecks.Args(
                global,
                List.of(first.scope().region(), second.scope().region()),
                List.of(first.check(args.probe()), second.check(args.probe()))),
            global.component(this));
    // The check of each region takes out the answer that leads there.
    fqdn =
        new RoutingRecords(
                name,
                new RoutingRecords.Args(
                    global,
                    args.zoneId(),
                    args.hostName(),
                    Routing.failover(first.answer(checks), second.answer(checks))),
                global.component(this))
            .fqdn;
    healthCheckIds =
        Map.of(
            first.scope().region().id(), checks.id(first.scope().region().code()),
            second.scope().region().id(), checks.id(second.scope().region().code()));
    registerOutputs(Map.of("fqdn", fqdn));
  }
}
