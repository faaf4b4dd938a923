package dev.portcullis.infra.compute;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.edge.PublicEndpoint;
import java.util.List;

/**
 * What stands before the instances.
 *
 * @param targetGroupArn the target group that they join
 * @param requestsLabel how the metric of its requests is called: {@code <suffix of the load
 *     balancer's ARN>/<suffix of the target group's ARN>}
 * @param listeners what makes the load balancer use the target group: without it there are no
 *     checks, and no metric
 */
public record Front(
    Output<String> targetGroupArn, Output<String> requestsLabel, List<Resource> listeners) {
  public Front {
    listeners = List.copyOf(listeners);
  }

  /** The target group with that role. */
  public static Front of(PublicEndpoint endpoint, String role) {
    return new Front(
        endpoint.targetGroupArn(role),
        Output.tuple(endpoint.arnSuffix, endpoint.targetGroupArnSuffix(role))
            .applyValue(suffixes -> suffixes.t1 + "/" + suffixes.t2),
        endpoint.listeners);
  }
}
