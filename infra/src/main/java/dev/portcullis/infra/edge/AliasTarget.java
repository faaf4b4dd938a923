package dev.portcullis.infra.edge;

import com.pulumi.core.Output;

/**
 * What a name may point to without having its addresses: a load balancer, the custom domain of a
 * regional API, an accelerator.
 *
 * @param dnsName its own name
 * @param zoneId the zone AWS keeps that name in; not the zone of the system
 */
public record AliasTarget(Output<String> dnsName, Output<String> zoneId) {}
