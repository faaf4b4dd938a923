package dev.portcullis.infra.core;

import com.pulumi.core.Output;
import java.util.List;

/**
 * A place inside the VPC of a region.
 *
 * @param subnetIds private subnets in at least two availability zones
 * @param securityGroupId the one group of what stands there; its rules are the network's business
 */
public record Placement(Output<List<String>> subnetIds, Output<String> securityGroupId) {}
