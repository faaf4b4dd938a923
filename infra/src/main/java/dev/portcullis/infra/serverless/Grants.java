package dev.portcullis.infra.serverless;

import com.pulumi.core.Output;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Site;
import java.util.List;

/**
 * What a function may do with the data of its own region, exactly. Every grant brings the use of
 * the key with it, through the one service that needs it: DynamoDB, S3 and Secrets Manager check
 * the caller, and without it calls fail only at run time.
 */
public final class Grants {
  private Grants() {}

  /** Reads and writes items of one table. */
  public static List<Statement> table(Output<String> tableArn, Site site) {
    return List.of(
        Statement.allow("TableItems")
            .action(
                "dynamodb:GetItem",
                "dynamodb:Query",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
                "dynamodb:DeleteItem")
            .on(tableArn),
        useKey("TableKey", "dynamodb", site, "kms:Decrypt", "kms:GenerateDataKey"));
  }

  /** Reads and writes objects of one bucket. */
  public static List<Statement> objects(Output<String> bucketArn, Site site) {
    return List.of(
        Statement.allow("BucketObjects")
            .action("s3:GetObject", "s3:PutObject")
            .on(bucketArn.applyValue(arn -> arn + "/*")),
        useKey("BucketKey", "s3", site, "kms:Decrypt", "kms:GenerateDataKey"));
  }

  /**
   * Adds items to one table and reads them; changes and deletes none. A put would overwrite an item
   * unless the code makes it conditional, which IAM cannot.
   */
  public static List<Statement> newItems(Output<String> tableArn, Site site) {
    return List.of(
        Statement.allow("NewItems")
            .action("dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem")
            .on(tableArn),
        useKey("TableKey", "dynamodb", site, "kms:Decrypt", "kms:GenerateDataKey"));
  }

  /** Adds objects to buckets, and neither reads nor deletes any: old versions stay. */
  public static List<Statement> newObjects(List<Output<String>> bucketArns, Site site) {
    var objects = Statement.allow("NewObjects").action("s3:PutObject");
    bucketArns.forEach(bucket -> objects.on(bucket.applyValue(arn -> arn + "/*")));
    return List.of(objects, useKey("BucketKey", "s3", site, "kms:Decrypt", "kms:GenerateDataKey"));
  }

  /** Reads one secret; in the secondary region that is the replica, with the replica's key. */
  public static List<Statement> secret(Output<String> secretArn, Site site) {
    return List.of(
        Statement.allow("ReadSecret")
            .action("secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret")
            .on(secretArn),
        useKey("SecretKey", "secretsmanager", site, "kms:Decrypt"));
  }

  /** Gives one secret a new value; only possible where the secret is, not where its replica is. */
  public static List<Statement> rotation(Output<String> secretArn, Site site) {
    return List.of(
        Statement.allow("RotateSecret")
            .action(
                "secretsmanager:DescribeSecret",
                "secretsmanager:GetSecretValue",
                "secretsmanager:PutSecretValue",
                "secretsmanager:UpdateSecretVersionStage")
            .on(secretArn),
        useKey("SecretKey", "secretsmanager", site, "kms:Decrypt", "kms:GenerateDataKey"));
  }

  /** Reads the parameters below one path. */
  public static List<Statement> parameters(String path, Site site) {
    return List.of(
        Statement.allow("ReadParameters")
            .action("ssm:GetParametersByPath")
            .on(site.scope().arn("ssm", "parameter" + path)),
        useKey("ParameterKey", "ssm", site, "kms:Decrypt"));
  }

  private static Statement useKey(String sid, String service, Site site, String... actions) {
    return Statement.allow(sid)
        .action(actions)
        .on(site.keyArn())
        .when(
            "StringEquals",
            "kms:ViaService",
            service + "." + site.scope().region().id() + ".amazonaws.com");
  }
}
