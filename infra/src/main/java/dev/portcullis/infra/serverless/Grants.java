package dev.portcullis.infra.serverless;

import com.pulumi.core.Output;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Site;
import java.util.ArrayList;
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
        tableKey(site));
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
        Statement.allow("NewItems").action("dynamodb:GetItem", "dynamodb:PutItem").on(tableArn),
        tableKey(site));
  }

  /**
   * Changes those items of one table whose partition key begins so, and no others; the use of the
   * key comes with another grant on the table. A request that names no key is refused, too.
   */
  public static Statement itemsBeginning(Output<String> tableArn, String... prefixes) {
    var items =
        Statement.allow("OwnItems")
            .action("dynamodb:UpdateItem")
            .on(tableArn)
            .when("Null", "dynamodb:LeadingKeys", "false");
    for (var prefix : prefixes) {
      items.when("ForAllValues:StringLike", "dynamodb:LeadingKeys", prefix + "*");
    }
    return items;
  }

  /** Uses the key of a table's region through DynamoDB. */
  public static Statement tableKey(Site site) {
    return useKey("TableKey", "dynamodb", site, "kms:Decrypt", "kms:GenerateDataKey");
  }

  /** Reads objects of one bucket; the use of the key comes with another grant on it. */
  public static Statement readObjects(Output<String> bucketArn) {
    return Statement.allow("ReadObjects")
        .action("s3:GetObject")
        .on(bucketArn.applyValue(arn -> arn + "/*"));
  }

  /** Publishes to one topic, which is encrypted with a key of its region. */
  public static List<Statement> publish(Output<String> topicArn, Site site) {
    return List.of(
        Statement.allow("Publish").action("sns:Publish").on(topicArn),
        useKey("TopicKey", "sns", site, "kms:Decrypt", "kms:GenerateDataKey"));
  }

  /** Adds objects to buckets, and neither reads nor deletes any: old versions stay. */
  public static List<Statement> newObjects(List<Output<String>> bucketArns, Site site) {
    var objects = Statement.allow("NewObjects").action("s3:PutObject");
    bucketArns.forEach(bucket -> objects.on(bucket.applyValue(arn -> arn + "/*")));
    return List.of(objects, useKey("BucketKey", "s3", site, "kms:Decrypt", "kms:GenerateDataKey"));
  }

  /** Reads one secret; in the secondary region that is the replica, with the replica's key. */
  public static List<Statement> secret(Output<String> secretArn, Site site) {
    return secrets(List.of(secretArn), site);
  }

  /** Reads several secrets that are kept under the same key. */
  public static List<Statement> secrets(List<Output<String>> secretArns, Site site) {
    var read = Statement.allow("ReadSecret").action("secretsmanager:GetSecretValue");
    secretArns.forEach(read::on);
    return List.of(read, useKey("SecretKey", "secretsmanager", site, "kms:Decrypt"));
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

  /**
   * Gives one secret a new value with the help of another one, which is only read: the master's,
   * whose user gives others their passwords.
   */
  public static List<Statement> rotation(
      Output<String> secretArn, Output<String> masterArn, Site site) {
    var grants = new ArrayList<>(rotation(secretArn, site));
    grants.add(
        Statement.allow("ReadMasterSecret").action("secretsmanager:GetSecretValue").on(masterArn));
    return grants;
  }

  /** Reads the parameters below one path. */
  public static List<Statement> parameters(String path, Site site) {
    return List.of(
        Statement.allow("ReadParameters")
            .action("ssm:GetParametersByPath")
            .on(site.scope().arn("ssm", "parameter" + path)),
        useKey("ParameterKey", "ssm", site, "kms:Decrypt"));
  }

  /** Reads parameters with all their versions, and gives them new ones; makes and deletes none. */
  public static List<Statement> parameterCopies(List<Output<String>> parameterArns, Site site) {
    var copies =
        Statement.allow("CopyParameters").action("ssm:GetParameterHistory", "ssm:PutParameter");
    parameterArns.forEach(copies::on);
    return List.of(copies, useKey("CopyKey", "ssm", site, "kms:Decrypt", "kms:Encrypt"));
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
