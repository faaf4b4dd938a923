package dev.portcullis.infra.network;

import com.pulumi.aws.ec2.VpcEndpoint;
import com.pulumi.aws.ec2.VpcEndpointArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Private ways from a VPC to AWS services, without NAT. Takes the place of the endpoints (their own
 * security group, private subnets) and the services; gives the endpoints to wait for. Clients keep
 * using the public names, which resolve to the endpoints inside the VPC.
 */
public final class ServiceEndpoints extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:network:ServiceEndpoints";

  /** The endpoints, for whoever cannot work before they are there. */
  public final List<Resource> endpoints;

  /**
   * Which services.
   *
   * @param scope region; an endpoint reaches the service of its own region only
   * @param vpcId the VPC
   * @param placement private subnets, and the group that admits the clients on 443
   * @param services e.g. {@code secretsmanager}
   */
  public record Args(
      Scope scope, Output<String> vpcId, Placement placement, List<String> services) {
    public Args {
      services = List.copyOf(services);
      Violations.in(ServiceEndpoints.class)
          .unless(!services.isEmpty(), "services: is empty, got []; name at least one")
          .throwIfAny();
    }
  }

  /** Creates an endpoint for each service. */
  public ServiceEndpoints(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var scope = args.scope();
    var made = new ArrayList<Resource>();
    for (var service : args.services()) {
      var endpoint =
          new VpcEndpoint(
              name + "-" + service,
              VpcEndpointArgs.builder()
                  .vpcId(args.vpcId())
                  .vpcEndpointType("Interface")
                  .serviceName("com.amazonaws." + scope.region().id() + "." + service)
                  .privateDnsEnabled(true)
                  .subnetIds(args.placement().subnetIds())
                  .securityGroupIds(args.placement().securityGroupId().applyValue(List::of))
                  .tags(scope.tags().named(scope.physical(service)))
                  .build(),
              scope.child(this).build());
      made.add(endpoint);
    }
    endpoints = List.copyOf(made);
    registerOutputs(Map.of());
  }
}
