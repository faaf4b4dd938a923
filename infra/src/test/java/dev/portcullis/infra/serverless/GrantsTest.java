package dev.portcullis.infra.serverless;

import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GrantsTest {
  @Test
  void addsItemsAndReadsThem() {
    var table = "arn:aws:dynamodb:us-west-2:000000000000:table/ledger";
    assertThat(statements(site -> Grants.newItems(Output.of(table), site)))
        .isEqualTo(
            json(
                """
                [{"Sid":"NewItems","Effect":"Allow",
                  "Action":["dynamodb:GetItem","dynamodb:PutItem"],"Resource":["%s"]},
                 {"Sid":"TableKey","Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],
                  "Resource":["%s"],
                  "Condition":{"StringEquals":{"kms:ViaService":["dynamodb.us-west-2.amazonaws.com"]}}}]"""
                    .formatted(table, Captured.REPLICA_KEY)));
  }

  @Test
  void changesItemsThatBeginSoAndNoOthers() {
    var table = "arn:aws:dynamodb:us-west-2:000000000000:table/ledger";
    assertThat(
            statements(
                site -> List.of(Grants.itemsBeginning(Output.of(table), "velocity#", "recent#"))))
        .isEqualTo(
            json(
                """
                [{"Sid":"OwnItems","Effect":"Allow","Action":["dynamodb:UpdateItem"],
                  "Resource":["%s"],"Condition":{
                    "ForAllValues:StringLike":{"dynamodb:LeadingKeys":["velocity#*","recent#*"]},
                    "Null":{"dynamodb:LeadingKeys":["false"]}}}]"""
                    .formatted(table)));
  }

  @Test
  void readsSeveralSecretsAndPublishesToOneTopic() {
    var arns =
        List.of(Output.of("arn:aws:secretsmanager:a"), Output.of("arn:aws:secretsmanager:b"));
    assertThat(statements(site -> Grants.secrets(arns, site)))
        .isEqualTo(
            json(
                """
                [{"Sid":"ReadSecret","Effect":"Allow","Action":["secretsmanager:GetSecretValue"],
                  "Resource":["arn:aws:secretsmanager:a","arn:aws:secretsmanager:b"]},
                 {"Sid":"SecretKey","Effect":"Allow","Action":["kms:Decrypt"],"Resource":["%s"],
                  "Condition":{"StringEquals":{"kms:ViaService":["secretsmanager.us-west-2.amazonaws.com"]}}}]"""
                    .formatted(Captured.REPLICA_KEY)));
    assertThat(statements(site -> Grants.publish(Output.of("arn:aws:sns:t"), site)))
        .isEqualTo(
            json(
                """
                [{"Sid":"Publish","Effect":"Allow","Action":["sns:Publish"],"Resource":["arn:aws:sns:t"]},
                 {"Sid":"TopicKey","Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],
                  "Resource":["%s"],
                  "Condition":{"StringEquals":{"kms:ViaService":["sns.us-west-2.amazonaws.com"]}}}]"""
                    .formatted(Captured.REPLICA_KEY)));
  }

  @Test
  void addsObjectsToSeveralBucketsAndTakesNoneAway() {
    var buckets = List.of(Output.of("arn:aws:s3:::audit"), Output.of("arn:aws:s3:::receipts"));
    assertThat(statements(site -> Grants.newObjects(buckets, site)))
        .isEqualTo(
            json(
                """
                [{"Sid":"NewObjects","Effect":"Allow","Action":["s3:PutObject"],
                  "Resource":["arn:aws:s3:::audit/*","arn:aws:s3:::receipts/*"]},
                 {"Sid":"BucketKey","Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],
                  "Resource":["%s"],
                  "Condition":{"StringEquals":{"kms:ViaService":["s3.us-west-2.amazonaws.com"]}}}]"""
                    .formatted(Captured.REPLICA_KEY)));
  }

  @Test
  void copiesParametersAndMakesNone() {
    var parameters = List.of(Output.of("arn:aws:ssm:x:y:parameter/a/b"));
    assertThat(statements(site -> Grants.parameterCopies(parameters, site)))
        .isEqualTo(
            json(
                """
                [{"Sid":"CopyParameters","Effect":"Allow",
                  "Action":["ssm:GetParameterHistory","ssm:PutParameter"],
                  "Resource":["arn:aws:ssm:x:y:parameter/a/b"]},
                 {"Sid":"CopyKey","Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt"],
                  "Resource":["%s"],
                  "Condition":{"StringEquals":{"kms:ViaService":["ssm.us-west-2.amazonaws.com"]}}}]"""
                    .formatted(Captured.REPLICA_KEY)));
  }

  @Test
  void readsAndWritesItemsAndObjects() {
    var table = "arn:aws:dynamodb:us-west-2:000000000000:table/orders";
    assertThat(statements(site -> Grants.table(Output.of(table), site)))
        .isEqualTo(
            json(
                """
                [{"Sid":"TableItems","Effect":"Allow",
                  "Action":["dynamodb:GetItem","dynamodb:Query","dynamodb:PutItem","dynamodb:UpdateItem",
                    "dynamodb:DeleteItem"],"Resource":["%s"]},
                 {"Sid":"TableKey","Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],
                  "Resource":["%s"],
                  "Condition":{"StringEquals":{"kms:ViaService":["dynamodb.us-west-2.amazonaws.com"]}}}]"""
                    .formatted(table, Captured.REPLICA_KEY)));
    assertThat(statements(site -> Grants.objects(Output.of("arn:aws:s3:::documents"), site)))
        .isEqualTo(
            json(
                """
                [{"Sid":"BucketObjects","Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],
                  "Resource":["arn:aws:s3:::documents/*"]},
                 {"Sid":"BucketKey","Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],
                  "Resource":["%s"],
                  "Condition":{"StringEquals":{"kms:ViaService":["s3.us-west-2.amazonaws.com"]}}}]"""
                    .formatted(Captured.REPLICA_KEY)));
  }

  @Test
  void readsTheValueOfOneSecretAndNothingAboutIt() {
    var secret = "arn:aws:secretsmanager:us-west-2:000000000000:secret:db-a1b2c3";
    assertThat(statements(site -> Grants.secret(Output.of(secret), site)))
        .isEqualTo(
            json(
                """
                [{"Sid":"ReadSecret","Effect":"Allow","Action":["secretsmanager:GetSecretValue"],
                  "Resource":["%s"]},
                 {"Sid":"SecretKey","Effect":"Allow","Action":["kms:Decrypt"],"Resource":["%s"],
                  "Condition":{"StringEquals":
                    {"kms:ViaService":["secretsmanager.us-west-2.amazonaws.com"]}}}]"""
                    .formatted(secret, Captured.REPLICA_KEY)));
  }

  private static JsonNode statements(Function<Site, List<Statement>> grants) {
    var documents = new ArrayList<String>();
    Captured.program(
        (primary, secondary) -> {
          var document = PolicyDocument.create();
          grants.apply(secondary).forEach(document::add);
          document.json().applyValue(documents::add);
        });
    assertThat(documents).hasSize(1);
    return json(documents.get(0)).path("Statement");
  }
}
