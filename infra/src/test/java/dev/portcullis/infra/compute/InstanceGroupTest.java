package dev.portcullis.infra.compute;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.aws.ec2.Route;
import com.pulumi.aws.ec2.RouteArgs;
import com.pulumi.aws.lb.Listener;
import com.pulumi.aws.lb.ListenerArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.compute.InstanceGroup.Size;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.security.EncryptionKeys;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InstanceGroupTest {
  private static final String NAME = "serverless-app-usw2";
  private static final String PHYSICAL = "serverless-app-usw2-t1";
  private static final String TARGETS =
      "arn:aws:elasticloadbalancing:us-west-2:000000000000:targetgroup/app/1";
  private static final String LOG_KEY = "arn:aws:kms:us-west-2:000000000000:key/logs";
  private static final String SCALING =
      "arn:aws:iam::000000000000:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling_t1";
  private static final String GROUP = "aws:autoscaling/group:Group";
  private static final String TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
  private static final String TAGS =
      """
      {"Name":"serverless-app-usw2-t1","Project":"PulumiOptimization"}""";

  private final Captured captured =
      Captured.program(
          (primary, secondary) -> {
            var options =
                CustomResourceOptions.builder().provider(secondary.scope().provider()).build();
            var listener =
                new Listener(
                    "listener",
                    ListenerArgs.builder().loadBalancerArn("alb").defaultActions().build(),
                    options);
            var way = new Route("way", RouteArgs.builder().routeTableId("rtb-1").build(), options);
            new InstanceGroup(
                NAME,
                new InstanceGroup.Args(
                    secondary,
                    new Site(secondary.scope(), Output.of(LOG_KEY)),
                    new Placement(Output.of(List.of("subnet-a", "subnet-b")), Output.of("sg-app")),
                    Machine.linux("t3.small"),
                    new Size(2, 4),
                    new Front(
                        Output.of(TARGETS),
                        Output.of("app/alb/1/targetgroup/app/1"),
                        List.of(listener)),
                    Output.of(SCALING),
                    List.of(way)),
                secondary.scope().component());
          });

  @Test
  void isCompleteInItsRegion() {
    assertThat(captured.children().stream().filter(child -> child.contains(NAME)))
        .containsExactly(
            GROUP + " " + NAME + " us-west-2",
            "aws:autoscaling/policy:Policy " + NAME + "-cpu us-west-2",
            "aws:autoscaling/policy:Policy " + NAME + "-requests us-west-2",
            "aws:cloudwatch/logGroup:LogGroup " + NAME + "-logs us-west-2",
            TEMPLATE + " " + NAME + "-template us-west-2",
            "aws:iam/instanceProfile:InstanceProfile " + NAME + "-profile us-west-2",
            "aws:iam/role:Role " + NAME + "-role us-west-2",
            "aws:iam/rolePolicy:RolePolicy " + NAME + "-policy us-west-2");
  }

  @Test
  void startsPrivateInstancesOnEncryptedDisks() {
    var template = captured.resource(TEMPLATE, NAME + "-template");
    var rest = template.inputs().deepCopy();
    var userData = rest.remove("userData").asText();
    assertThat(userData)
        .isEqualTo(
            new UserData("serverless", "us-west-2", 8080, "/portcullis/instances/" + PHYSICAL)
                .encoded());
    assertThat(json(rest.toString()))
        .isEqualTo(
            json(
                """
                {"name":"NAME","description":"Instances of NAME","updateDefaultVersion":true,
                 "imageId":"resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
                 "instanceType":"t3.small",
                 "iamInstanceProfile":{"arn":"arn:aws:iam::000000000000:instance-profile/NAME"},
                 "metadataOptions":{"httpEndpoint":"enabled","httpTokens":"required","httpPutResponseHopLimit":1},
                 "networkInterfaces":[{"deviceIndex":0,"associatePublicIpAddress":"false",
                   "securityGroups":["sg-app"],"deleteOnTermination":"true"}],
                 "blockDeviceMappings":[{"deviceName":"/dev/xvda","ebs":{"volumeType":"gp3","volumeSize":20,
                   "encrypted":"true","kmsKeyId":"KEY","deleteOnTermination":"true"}}],
                 "monitoring":{"enabled":true},
                 "tagSpecifications":[{"resourceType":"instance","tags":TAGS},
                   {"resourceType":"volume","tags":TAGS},{"resourceType":"network-interface","tags":TAGS}],
                 "tags":TAGS}"""
                    .replace("TAGS", TAGS)
                    .replace("NAME", PHYSICAL)
                    .replace("KEY", Captured.REPLICA_KEY)));
  }

  @Test
  void keepsAsManyAsTheLoadBalancerHoldsForWell() {
    var group = captured.resource(GROUP, NAME);
    var template = captured.resource(TEMPLATE, NAME + "-template");
    assertInputs(
        group,
        """
        {"name":"NAME","minSize":2,"maxSize":4,"desiredCapacity":2,"minElbCapacity":2,
         "vpcZoneIdentifiers":["subnet-a","subnet-b"],"targetGroupArns":["TARGETS"],
         "healthCheckType":"ELB","healthCheckGracePeriod":120,"defaultInstanceWarmup":120,
         "launchTemplate":{"id":"TEMPLATE","version":"1"},
         "instanceRefresh":{"strategy":"Rolling","preferences":{"minHealthyPercentage":100,
           "maxHealthyPercentage":200,"instanceWarmup":"120"}},
         "serviceLinkedRoleArn":"SCALING",
         "enabledMetrics":["GroupDesiredCapacity","GroupInServiceInstances","GroupTotalInstances"],
         "metricsGranularity":"1Minute","waitForCapacityTimeout":"15m","forceDelete":true,
         "tags":[{"key":"Name","value":"NAME","propagateAtLaunch":true},
           {"key":"Project","value":"PulumiOptimization","propagateAtLaunch":true}]}"""
            .replace("NAME", PHYSICAL)
            .replace("TARGETS", TARGETS)
            .replace("SCALING", SCALING)
            .replace("TEMPLATE", Objects.requireNonNull(template.id())));
    assertThat(group.options().ignoreChanges()).containsExactly("desiredCapacity");
    assertThat(group.options().customTimeouts()).containsEntry("delete", 1800.0);
  }

  @Test
  void startsAfterWhatNoReferenceNames() {
    var group = captured.resource(GROUP, NAME);
    assertWaitsFor(group, captured.resource("aws:lb/listener:Listener", "listener"));
    assertWaitsFor(group, captured.resource("aws:ec2/route:Route", "way"));
    assertWaitsFor(group, captured.resource("aws:iam/rolePolicy:RolePolicy", NAME + "-policy"));
  }

  @Test
  void followsCpuAndRequests() {
    assertPolicy(
        "cpu",
        """
        {"predefinedMetricSpecification":{"predefinedMetricType":"ASGAverageCPUUtilization"},
         "targetValue":60}""");
    assertPolicy(
        "requests",
        """
        {"predefinedMetricSpecification":{"predefinedMetricType":"ALBRequestCountPerTarget",
          "resourceLabel":"app/alb/1/targetgroup/app/1"},"targetValue":1000}""");
  }

  @Test
  void letsInstancesWriteTheirLogAndNothingElse() {
    assertInputs(
        captured.resource("aws:cloudwatch/logGroup:LogGroup", NAME + "-logs"),
        """
        {"name":"/portcullis/instances/NAME","kmsKeyId":"KEY","retentionInDays":30,
         "skipDestroy":false,"tags":TAGS}"""
            .replace("TAGS", TAGS)
            .replace("NAME", PHYSICAL)
            .replace("KEY", LOG_KEY));
    assertThat(
            document(
                captured.resource("aws:iam/rolePolicy:RolePolicy", NAME + "-policy"), "/policy"))
        .isEqualTo(
            json(
                """
                {"Version":"2012-10-17","Statement":[{"Sid":"WriteOwnLogs","Effect":"Allow",
                 "Action":["logs:CreateLogStream","logs:PutLogEvents"],
                 "Resource":["arn:aws:logs:us-west-2:000000000000:log-group:/portcullis/instances/NAME:*"]}]}"""
                    .replace("NAME", PHYSICAL)));
    var role = captured.resource("aws:iam/role:Role", NAME + "-role");
    assertThat(document(role, "/assumeRolePolicy").at("/Statement/0/Principal/Service/0").asText())
        .isEqualTo("ec2.amazonaws.com");
    assertInputs(
        captured.resource("aws:iam/instanceProfile:InstanceProfile", NAME + "-profile"),
        """
        {"name":"NAME","role":"NAME","tags":TAGS}"""
            .replace("TAGS", TAGS)
            .replace("NAME", PHYSICAL));
  }

  @Test
  void hasAKeyForDisksThatAdmitsAutoScaling() {
    var keys =
        Captured.program(
            (primary, secondary) ->
                new EncryptionKeys(
                    "serverless-keys-use1",
                    new EncryptionKeys.Args(
                        primary.scope(),
                        List.of(new Region("us-east-1")),
                        List.of(),
                        List.of(InstanceGroup.keyUse(Output.of(SCALING)))),
                    primary.scope().component()));
    var policy =
        document(keys.resource("aws:kms/key:Key", "serverless-keys-use1-disks"), "/policy");
    assertThat(policy.at("/Statement/2"))
        .isEqualTo(
            json(
                """
                {"Sid":"AutoScalingDisks","Effect":"Allow","Principal":{"AWS":["%s"]},
                 "Action":["kms:Decrypt","kms:DescribeKey","kms:Encrypt","kms:GenerateDataKey",
                   "kms:GenerateDataKeyWithoutPlaintext","kms:ReEncryptFrom","kms:ReEncryptTo"],
                 "Resource":["*"]}"""
                    .formatted(SCALING)));
    assertThat(policy.at("/Statement/3"))
        .isEqualTo(
            json(
                """
                {"Sid":"AutoScalingGrants","Effect":"Allow","Principal":{"AWS":["%s"]},
                 "Action":["kms:CreateGrant"],"Resource":["*"],
                 "Condition":{"Bool":{"kms:GrantIsForAWSResource":["true"]}}}"""
                    .formatted(SCALING)));
  }

  @Test
  void rejectsNumbersWithoutRoom() {
    assertThatThrownBy(() -> new Size(1, 4)).hasMessageContaining("min: too few, got 1; 2 or more");
    assertThatThrownBy(() -> new Size(3, 5)).hasMessageContaining("max: too few, got 5; 6 or more");
  }

  private void assertPolicy(String role, String configuration) {
    var policy = captured.resource("aws:autoscaling/policy:Policy", NAME + "-" + role);
    assertInputs(
        policy,
        """
        {"name":"serverless-app-usw2-ROLE-t1","autoscalingGroupName":"NAME",
         "policyType":"TargetTrackingScaling","targetTrackingConfiguration":CONFIGURATION}"""
            .replace("ROLE", role)
            .replace("NAME", PHYSICAL)
            .replace("CONFIGURATION", configuration));
  }
}
