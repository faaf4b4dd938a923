package dev.portcullis.testprogram;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.asset.FileArchive;
import com.pulumi.core.Alias;
import com.pulumi.core.Output;
import com.pulumi.core.TypeShape;
import com.pulumi.deployment.Deployment;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.InvokeArgs;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Two providers, components, secrets, assets, functions and every option, in two regions. */
public final class TwoRegions {
  private TwoRegions() {}

  public static void main(String[] arguments) {
    Pulumi.run(TwoRegions::stack);
  }

  public static void stack(Context context) {
    var archive = new FileArchive(context.config().require("archive"));
    for (var region : List.of("us-east-1", "eu-west-1")) {
      var provider =
          new Sample.Provider(
              region,
              p -> {
                p.region = Output.of(region);
                p.defaultTags = Output.of(Map.of("tags", Map.of("Project", "test")));
              });
      var storage = new Storage("storage-" + region, provider);
      var password = context.config().requireSecret("password");
      var zones =
          Deployment.getInstance()
              .invoke(
                  "aws:index/getAvailabilityZones:getAvailabilityZones",
                  TypeShape.of(Zones.class),
                  InvokeArgs.Empty,
                  InvokeOptions.builder().provider(provider).build());
      var database =
          new Sample(
              "aws:rds/cluster:Cluster",
              "db-" + region,
              p -> {
                p.kmsKeyId = storage.key.arn();
                p.masterPassword = password;
                p.clusterIdentifier = Output.of("db");
                p.availabilityZones = zones.applyValue(Zones::names);
              },
              CustomResourceOptions.builder()
                  .provider(provider)
                  .dependsOn(storage)
                  .ignoreChanges("engineVersion", "availabilityZones")
                  .replaceOnChanges("clusterIdentifier")
                  .deleteBeforeReplace(true)
                  .customTimeouts(
                      CustomTimeouts.builder()
                          .create(Duration.ofMinutes(90))
                          .delete(Duration.ofMinutes(5))
                          .build())
                  .aliases(Alias.builder().name("old-db-" + region).build())
                  .build());
      new Sample(
          "aws:lambda/function:Function",
          "function-" + region,
          p -> p.code = archive,
          CustomResourceOptions.builder().provider(provider).build());
      new Sample(
          "aws:iam/policy:Policy",
          "policy-" + region,
          p ->
              p.policy =
                  Output.format("{\"Resource\":[\"%s\",\"%s\"]}", storage.arn, database.arn()),
          CustomResourceOptions.builder().provider(provider).build());
      new Sample(
          "aws:iam/policy:Policy",
          "unknown-" + region,
          p -> p.policy = database.engineVersion(),
          CustomResourceOptions.builder().provider(provider).build());
      context.export("endpoint-" + region, database.endpoint());
      context.export("password-" + region, database.masterPassword());
    }
  }

  /** A bucket and its key. */
  static final class Storage extends ComponentResource {
    final Sample key;
    final Output<String> arn;

    Storage(String name, Sample.Provider provider) {
      super(
          "test:storage:Storage",
          name,
          ComponentResourceOptions.builder().provider(provider).build());
      var options = CustomResourceOptions.builder().parent(this);
      key =
          new Sample(
              "aws:kms/key:Key",
              name + "-key",
              p -> p.tags = Output.of(Map.of("Owner", "me")),
              CustomResourceOptions.builder().parent(this).protect(true).build());
      var bucket =
          new Sample(
              "aws:s3/bucketV2:BucketV2",
              name + "-Bucket",
              p -> {},
              options.retainOnDelete(true).build());
      arn = bucket.arn();
      registerOutputs(Map.of("bucket", bucket.bucket()));
    }
  }
}
