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
                  "Action":["dynamodb:GetItem","dynamodb:Query","dynamodb:PutItem"],"Resource":["%s"]},
                 {"Sid":"TableKey","Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],
                  "Resource":["%s"],
                  "Condition":{"StringEquals":{"kms:ViaService":["dynamodb.us-west-2.amazonaws.com"]}}}]"""
                    .formatted(table, Captured.REPLICA_KEY)));
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
