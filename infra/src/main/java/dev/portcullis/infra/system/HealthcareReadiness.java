package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.monitoring.Watch;
import dev.portcullis.infra.monitoring.Watch.Condition;
import dev.portcullis.infra.monitoring.Watch.Metric;
import dev.portcullis.infra.monitoring.Widget;
import dev.portcullis.infra.serverless.FunctionCode.Healthcare;
import dev.portcullis.infra.serverless.FunctionSpec;
import dev.portcullis.infra.serverless.Grants;
import dev.portcullis.infra.serverless.RegionalFunction;
import dev.portcullis.infra.serverless.Schedule;
import dev.portcullis.infra.storage.ReplicatedParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether one region of system {@code healthcare} could do its part in a failover: a function says
 * it every minute, and another one tries every hour everything that a failover needs. Both only
 * look.
 */
final class HealthcareReadiness {
  /** What the failover test tries; its module names the same. */
  private static final List<String> CHECKS =
      List.of("clusters", "database", "events", "parameters");

  private static final int MINUTES = 3;

  private final HealthcareRegion region;
  private final Output<String> clusterId;
  private final RegionalFunction test;

  HealthcareReadiness(
      HealthcareRegion region,
      HealthcareData data,
      HealthcareEvents events,
      ReplicatedParameters parameters) {
    this.region = region;
    clusterId = data.clusterId(region);
    // Asked too early, both would report a region that is not ready.
    var instances = data.instances(region);
    var report = region.function(HealthcarePlan.READINESS, Healthcare.READINESS, instances);
    scheduled(HealthcarePlan.READINESS, data.observe(region, report), "rate(1 minute)");
    var rehearsal =
        region.function(HealthcarePlan.FAILOVER_TEST, Healthcare.FAILOVER_TEST, instances);
    data.observe(region, rehearsal);
    data.connectLocally(region, rehearsal);
    events.observe(region, rehearsal);
    read(parameters, rehearsal);
    test = scheduled(HealthcarePlan.FAILOVER_TEST, rehearsal, "rate(1 hour)");
  }

  /** The parameters of the function's own region, once they are there. */
  private void read(ReplicatedParameters parameters, FunctionSpec.Builder function) {
    var here = region.isPrimary() ? parameters.primaryArns : parameters.secondaryArns;
    function
        .variable("PARAMETER_PATH", Output.all(here).applyValue(there -> parameters.path))
        .grant(Grants.parameters(parameters.path, region.keys.secrets));
  }

  private RegionalFunction scheduled(
      String role, FunctionSpec.Builder function, String expression) {
    var scope = region.scope;
    var created =
        new RegionalFunction(
            scope.logical(role),
            function.variable("METRIC_NAMESPACE", Output.of(region.metrics())).build(),
            scope.component());
    // The clock of the function.
    new Schedule(
        scope.logical(role + "-clock"), new Schedule.Args(created, expression), scope.component());
    return created;
  }

  /** What alarms watch in this region. */
  List<Watch> watches() {
    var watches = new ArrayList<Watch>();
    watches.add(
        new Watch(
            "failover-readiness",
            "The region could not do its part in a failover, or nobody says so: see the log group",
            readiness(),
            cluster(),
            Condition.below(1, MINUTES, "breaching")));
    for (var check : CHECKS) {
      watches.add(
          new Watch(
              "failover-test-" + check,
              "The failover test found " + check + " of this region wanting: see its log group",
              new Metric(region.metrics(), "FailoverTest", "Minimum"),
              new References(Map.of("Check", Output.of(check), "ClusterId", clusterId)),
              // Between two tests the last result stands.
              Condition.below(1, 1, "ignore")));
    }
    watches.add(Watch.functionFailed(test.functionName).as("failover-test-failed"));
    return watches;
  }

  /** What a dashboard shows of this region. */
  Widget widget() {
    var where = region.scope.region();
    return Widget.custom(
        "Failover readiness in " + where.id() + " (1 is ready)", where, readiness(), cluster());
  }

  private Metric readiness() {
    return new Metric(region.metrics(), "FailoverReadiness", "Minimum");
  }

  private References cluster() {
    return new References(Map.of("ClusterId", clusterId));
  }
}
