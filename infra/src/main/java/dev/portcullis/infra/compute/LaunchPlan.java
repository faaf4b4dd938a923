package dev.portcullis.infra.compute;

import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.aws.ec2.LaunchTemplateArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateBlockDeviceMappingArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateBlockDeviceMappingEbsArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateIamInstanceProfileArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateMetadataOptionsArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateMonitoringArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateNetworkInterfaceArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateTagSpecificationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Scope;
import java.util.List;

/** The launch template of an {@link InstanceGroup}. */
final class LaunchPlan {
  /** Root device of Amazon Linux. */
  private static final String ROOT_DEVICE = "/dev/xvda";

  private static final int ROOT_GIB = 20;

  /**
   * What an instance brings into being; neither tags of the template nor default tags get there.
   */
  private static final List<String> MADE = List.of("instance", "volume", "network-interface");

  private LaunchPlan() {}

  /**
   * Creates it.
   *
   * @param owner the group's component
   * @param name its logical name
   * @param profileArn as whom the instances act
   * @param userData what they do first, encoded
   */
  static LaunchTemplate create(
      Resource owner,
      String name,
      InstanceGroup.Args args,
      Output<String> profileArn,
      Output<String> userData) {
    var scope = args.disks().scope();
    var physical = scope.physicalOf(name);
    return new LaunchTemplate(
        name + "-template",
        LaunchTemplateArgs.builder()
            .name(physical)
            .description("Instances of " + physical)
            .updateDefaultVersion(true)
            .imageId(args.machine().imageId())
            .instanceType(args.machine().instanceType())
            .iamInstanceProfile(
                LaunchTemplateIamInstanceProfileArgs.builder().arn(profileArn).build())
            // Session tokens, and none beyond the instance itself.
            .metadataOptions(
                LaunchTemplateMetadataOptionsArgs.builder()
                    .httpEndpoint("enabled")
                    .httpTokens("required")
                    .httpPutResponseHopLimit(1)
                    .build())
            .networkInterfaces(networkInterface(args))
            .blockDeviceMappings(rootDevice(args))
            // Scaling sees a minute, not five.
            .monitoring(LaunchTemplateMonitoringArgs.builder().enabled(true).build())
            .userData(userData)
            .tagSpecifications(tags(scope, physical))
            .tags(scope.tags().named(physical))
            .build(),
        scope.child(owner).build());
  }

  private static LaunchTemplateNetworkInterfaceArgs networkInterface(InstanceGroup.Args args) {
    return LaunchTemplateNetworkInterfaceArgs.builder()
        .deviceIndex(0)
        .associatePublicIpAddress("false")
        .securityGroups(args.placement().securityGroupId().applyValue(List::of))
        .deleteOnTermination("true")
        .build();
  }

  /** Under the key of the region, which admits Auto Scaling: otherwise no instance starts. */
  private static LaunchTemplateBlockDeviceMappingArgs rootDevice(InstanceGroup.Args args) {
    return LaunchTemplateBlockDeviceMappingArgs.builder()
        .deviceName(ROOT_DEVICE)
        .ebs(
            LaunchTemplateBlockDeviceMappingEbsArgs.builder()
                .volumeType("gp3")
                .volumeSize(ROOT_GIB)
                .encrypted("true")
                .kmsKeyId(args.disks().keyArn())
                .deleteOnTermination("true")
                .build())
        .build();
  }

  private static List<LaunchTemplateTagSpecificationArgs> tags(Scope scope, String physical) {
    return MADE.stream()
        .map(
            type ->
                LaunchTemplateTagSpecificationArgs.builder()
                    .resourceType(type)
                    .tags(scope.tags().named(physical))
                    .build())
        .toList();
  }
}
