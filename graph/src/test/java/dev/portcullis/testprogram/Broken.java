package dev.portcullis.testprogram;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.asset.FileArchive;
import com.pulumi.core.Output;
import com.pulumi.core.TypeShape;
import com.pulumi.deployment.Deployment;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.InvokeArgs;
import java.util.concurrent.CountDownLatch;

/** Programs that fail, each in one line that an error must name. */
public final class Broken {
  private Broken() {}

  public static void main(String[] arguments) {
    Pulumi.run(Broken::throwing);
  }

  public static void throwing(Context context) {
    bucket("one");
    throw new IllegalStateException("the password is " + context.config().require("password"));
  }

  public static void throwingInApply(Context context) {
    context.export("x", bucket("one").arn().applyValue(Broken::fail));
  }

  public static void duplicate(Context context) {
    bucket("one");
    bucket("one");
  }

  public static void unknownFunction(Context context) {
    Deployment.getInstance()
        .invoke("aws:ec2/getAmi:getAmi", TypeShape.of(Zones.class), InvokeArgs.Empty);
  }

  public static void missingConfig(Context context) {
    context.config().require("absent");
  }

  public static void missingFile(Context context) {
    new Sample(
        "aws:lambda/function:Function",
        "f",
        p -> p.code = new FileArchive("target/no-such.zip"),
        CustomResourceOptions.Empty);
  }

  public static void hanging(Context context) {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public static void empty(Context context) {
    context.export("x", Output.of("nothing"));
  }

  public static void withoutRegion(Context context) {
    bucket("one");
    new Sample("aws:kms/key:Key", "key", p -> {}, CustomResourceOptions.Empty);
  }

  private static Sample bucket(String name) {
    return new Sample("aws:s3/bucketV2:BucketV2", name, p -> {}, CustomResourceOptions.Empty);
  }

  private static String fail(String value) {
    throw new IllegalArgumentException("cannot use " + value);
  }
}
