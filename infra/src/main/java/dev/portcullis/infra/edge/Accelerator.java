package dev.portcullis.infra.edge;

import com.pulumi.aws.globalaccelerator.AcceleratorArgs;
import com.pulumi.aws.globalaccelerator.EndpointGroup;
import com.pulumi.aws.globalaccelerator.EndpointGroupArgs;
import com.pulumi.aws.globalaccelerator.Listener;
import com.pulumi.aws.globalaccelerator.ListenerArgs;
import com.pulumi.aws.globalaccelerator.inputs.EndpointGroupEndpointConfigurationArgs;
import com.pulumi.aws.globalaccelerator.inputs.ListenerPortRangeArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Violations;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Two fixed addresses for load balancers of several regions: whoever connects gets to the nearest
 * region that is well, without asking DNS again. Takes the load balancers; gives addresses, the
 * accelerator's name, and the zone of that name for an alias.
 *
 * <p>Which load balancer is well is decided by the checks of its own target groups: AWS ignores
 * interval and threshold of the endpoint groups for load balancers.
 */
public final class Accelerator extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:edge:Accelerator";

  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final double EVERYTHING = 100;

  /** AWS's own default; the provider's is 0. */
  private static final int WEIGHT = 128;

  /** It is rolled out to every edge location, and switched off before it is deleted. */
  private static final CustomTimeouts PATIENCE =
      CustomTimeouts.builder()
          .create(Duration.ofMinutes(30))
          .update(Duration.ofMinutes(30))
          .delete(Duration.ofMinutes(30))
          .build();

  /** Name of the accelerator. */
  public final Output<String> dnsName;

  /** Zone of that name, for aliases. */
  public final Output<String> hostedZoneId;

  /** Its addresses, the same for as long as it exists. */
  public final Output<List<String>> ips;

  /** The accelerator in its metrics, which are in us-west-2: the last part of its ARN. */
  public final Output<String> metricId;

  private final String name;
  private final Args args;

  /**
   * A load balancer.
   *
   * @param scope its region
   * @param albArn its ARN
   * @param listeners what it listens to: before that an endpoint is not healthy
   */
  public record Endpoint(Scope scope, Output<String> albArn, List<Resource> listeners) {
    public Endpoint {
      listeners = List.copyOf(listeners);
    }

    /** The load balancer of that endpoint. */
    public static Endpoint of(Scope scope, PublicEndpoint endpoint) {
      return new Endpoint(scope, endpoint.arn, endpoint.listeners);
    }
  }

  /**
   * What is accelerated.
   *
   * @param global where global resources are made
   * @param endpoints one per region
   * @param clientIpPreservation whether load balancers see the addresses of clients. With {@code
   *     true} AWS leaves a security group {@code GlobalAccelerator} in each VPC, which stops the
   *     VPC's deletion until somebody deletes it; with {@code false} a rate limit counts the few
   *     addresses of the accelerator
   * @param healthIntervalSeconds 10 or 30: AWS takes nothing between, the provider does
   */
  public record Args(
      Scope global,
      List<Endpoint> endpoints,
      boolean clientIpPreservation,
      int healthIntervalSeconds) {
    public Args {
      endpoints = List.copyOf(endpoints);
      var regions = endpoints.stream().map(endpoint -> endpoint.scope().region().id()).toList();
      Violations.in(Accelerator.class)
          .unless(
              !regions.isEmpty() && new HashSet<>(regions).size() == regions.size(),
              "endpoints: not one per region, got " + regions + "; name each region once")
          .unless(
              healthIntervalSeconds == 10 || healthIntervalSeconds == 30,
              "healthIntervalSeconds: not an interval AWS knows, got "
                  + healthIntervalSeconds
                  + "; 10 or 30")
          .throwIfAny();
    }
  }

  /** Creates accelerator, listener and an endpoint group for each region. */
  public Accelerator(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    this.name = name;
    this.args = args;
    var accelerator = accelerator();
    dnsName = accelerator.dnsName();
    hostedZoneId = accelerator.hostedZoneId();
    ips =
        accelerator
            .ipSets()
            .applyValue(sets -> sets.stream().flatMap(set -> set.ipAddresses().stream()).toList());
    metricId = accelerator.arn().applyValue(arn -> arn.substring(arn.lastIndexOf('/') + 1));
    var listener = listener(accelerator.arn());
    args.endpoints().forEach(endpoint -> join(listener, endpoint));
    registerOutputs(Map.of("dnsName", dnsName, "ips", ips));
  }

  private com.pulumi.aws.globalaccelerator.Accelerator accelerator() {
    var global = args.global();
    var physical = global.physicalOf(name);
    return new com.pulumi.aws.globalaccelerator.Accelerator(
        name,
        AcceleratorArgs.builder()
            .name(physical)
            .ipAddressType("IPV4")
            .enabled(true)
            .tags(global.tags().globalNamed(physical))
            .build(),
        global.child(this).customTimeouts(PATIENCE).build());
  }

  /** Port 80 too: the load balancers answer it with the way to 443. */
  private Output<String> listener(Output<String> acceleratorArn) {
    return new Listener(
            name + "-listener",
            ListenerArgs.builder()
                .acceleratorArn(acceleratorArn)
                .protocol("TCP")
                .clientAffinity("NONE")
                .portRanges(port(HTTP), port(HTTPS))
                .build(),
            args.global().child(this).build())
        .arn();
  }

  private static ListenerPortRangeArgs port(int port) {
    return ListenerPortRangeArgs.builder().fromPort(port).toPort(port).build();
  }

  private void join(Output<String> listenerArn, Endpoint endpoint) {
    var region = endpoint.scope().region();
    new EndpointGroup(
        name + "-" + region.code(),
        EndpointGroupArgs.builder()
            .listenerArn(listenerArn)
            // Left out, it would be the region of the provider.
            .endpointGroupRegion(region.id())
            .trafficDialPercentage(EVERYTHING)
            .healthCheckIntervalSeconds(args.healthIntervalSeconds())
            .healthCheckPort(HTTPS)
            .healthCheckProtocol("TCP")
            // From here on this region's load balancer serves who is nearest to it.
            .endpointConfigurations(
                EndpointGroupEndpointConfigurationArgs.builder()
                    .endpointId(endpoint.albArn())
                    .clientIpPreservationEnabled(args.clientIpPreservation())
                    // Left out, the provider sends 0: no traffic, and no failover to here.
                    .weight(WEIGHT)
                    .build())
            .build(),
        args.global().child(this).dependsOn(endpoint.listeners()).build());
  }
}
