package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.edge.PublicEndpoint;
import dev.portcullis.infra.serverless.FunctionSpec;
import dev.portcullis.infra.serverless.HttpFunction;

/**
 * What answers requests in one region of system {@code healthcare}: a load balancer, and behind it
 * the patient API, a function.
 */
final class HealthcareFront {
  final Scope scope;
  final PublicEndpoint endpoint;
  final HttpFunction api;

  /**
   * Creates both.
   *
   * @param certificateArn certificate of the region
   * @param code the patient API of the region, which knows its data and its bus
   */
  HealthcareFront(HealthcareRegion region, Output<String> certificateArn, FunctionSpec code) {
    scope = region.scope;
    endpoint = region.endpoint(certificateArn);
    // The function joins the load balancer's target group.
    api =
        new HttpFunction(
            scope.logical(HealthcarePlan.API),
            new HttpFunction.Args(code, endpoint.targetGroupArn),
            scope.component());
  }
}
