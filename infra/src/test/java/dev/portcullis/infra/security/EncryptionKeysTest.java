package dev.portcullis.infra.security;

import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.input;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.security.EncryptionKeys.Purpose;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncryptionKeysTest {
  private static final String NAME = "serverless-keys-usw2";

  private final Captured captured =
      keys(
          List.of(
              KeyUse.through(Purpose.DATA, "backup"),
              KeyUse.by(
                  Purpose.LOGS,
                  Statement.allow("Guests")
                      .service("guest.amazonaws.com")
                      .action("kms:Decrypt")
                      .on("*"))));

  @Test
  void rotatesThreeKeysWithAliases() {
    captured.assertWellFormed();
    assertThat(captured.children())
        .hasSize(6)
        .allSatisfy(child -> assertThat(child).endsWith(" us-west-2"));
    for (var purpose : List.of("data", "logs", "secrets")) {
      var key = captured.resource("aws:kms/key:Key", NAME + "-" + purpose);
      assertThat(input(key, "/enableKeyRotation").asBoolean()).isTrue();
      assertThat(input(key, "/deletionWindowInDays").asInt()).isEqualTo(7);
      var alias = captured.resource("aws:kms/alias:Alias", NAME + "-" + purpose);
      assertThat(input(alias, "/name").asText())
          .isEqualTo("alias/serverless-" + purpose + "-usw2-t1");
      assertThat(input(alias, "/targetKeyId").asText()).isEqualTo(key.id());
    }
  }

  @Test
  void namesEveryActionExactly() {
    for (var purpose : List.of("data", "logs", "secrets")) {
      assertThat(policy(captured, purpose).findValues("Action"))
          .isNotEmpty()
          .allSatisfy(
              actions ->
                  assertThat(actions)
                      .allSatisfy(action -> assertThat(action.asText()).matches("kms:[A-Za-z]+")));
    }
  }

  @Test
  void letsTheAccountAdministerButNotDecrypt() {
    var administer = policy(captured, "data").at("/Statement/0");
    assertThat(administer.get("Principal"))
        .isEqualTo(json("{\"AWS\":[\"arn:aws:iam::000000000000:root\"]}"));
    assertThat(administer.get("Action"))
        .extracting(JsonNode::asText)
        .contains("kms:PutKeyPolicy")
        .doesNotContain("kms:Decrypt", "kms:CreateGrant");
    assertThat(policy(captured, "data").at("/Statement/1/Condition"))
        .isEqualTo(
            json(
                """
                {"StringEquals":{"kms:ViaService":[
                  "rds.us-east-1.amazonaws.com","rds.us-west-2.amazonaws.com",
                  "dynamodb.us-east-1.amazonaws.com","dynamodb.us-west-2.amazonaws.com",
                  "s3.us-east-1.amazonaws.com","s3.us-west-2.amazonaws.com",
                  "backup.us-east-1.amazonaws.com","backup.us-west-2.amazonaws.com"]}}"""));
  }

  @Test
  void admitsLogsAlarmsAndGuestsToTheKeyForLogs() {
    var statements = policy(captured, "logs").get("Statement");
    assertThat(statements)
        .extracting(s -> s.get("Sid").asText())
        .containsExactly("Administer", "UseThroughServices", "Guests", "LogGroups", "Alarms");
    assertThat(statements.get(3))
        .isEqualTo(
            json(
                """
                {"Sid":"LogGroups","Effect":"Allow","Principal":{"Service":["logs.us-west-2.amazonaws.com"]},
                 "Action":["kms:Decrypt","kms:DescribeKey","kms:Encrypt","kms:GenerateDataKey",
                   "kms:ReEncryptFrom","kms:ReEncryptTo"],
                 "Resource":["*"],
                 "Condition":{"ArnEquals":{"kms:EncryptionContext:aws:logs:arn":[
                   "arn:aws:logs:us-west-2:000000000000:log-group:/a",
                   "arn:aws:logs:us-west-2:000000000000:log-group:/b"]}}}"""));
    assertThat(statements.get(4))
        .isEqualTo(
            json(
                """
                {"Sid":"Alarms","Effect":"Allow","Principal":{"Service":["cloudwatch.amazonaws.com"]},
                 "Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":["*"],
                 "Condition":{"StringEquals":{"aws:SourceAccount":["000000000000"]}}}"""));
  }

  @Test
  void addsTheServicesThatAUseAsksForToThatKeyAlone() {
    assertThat(policy(captured, "data").at("/Statement/1/Condition/StringEquals/kms:ViaService"))
        .extracting(JsonNode::asText)
        .contains("backup.us-east-1.amazonaws.com", "backup.us-west-2.amazonaws.com");
    assertThat(policy(captured, "secrets").toString()).doesNotContain("backup");
  }

  @Test
  void makesAKeyForDisksOnlyWhereOneIsAskedFor() {
    assertThat(captured.children()).noneMatch(child -> child.contains("-disks"));
    var withDisks = keys(List.of(KeyUse.through(Purpose.DISKS)));
    assertThat(policy(withDisks, "disks").at("/Statement/1/Condition/StringEquals/kms:ViaService"))
        .isEqualTo(json("[\"ec2.us-east-1.amazonaws.com\",\"ec2.us-west-2.amazonaws.com\"]"));
    Captured.program(
        (primary, secondary) ->
            assertThatThrownBy(
                    () ->
                        new EncryptionKeys(
                                NAME,
                                new EncryptionKeys.Args(
                                    primary.scope(), List.of(), List.of(), List.of()),
                                primary.scope().component())
                            .disks())
                .hasMessageContaining("add a KeyUse for Purpose.DISKS"));
  }

  private static JsonNode policy(Captured captured, String purpose) {
    return document(captured.resource("aws:kms/key:Key", NAME + "-" + purpose), "/policy");
  }

  private static Captured keys(List<KeyUse> uses) {
    return Captured.program(
        (primary, secondary) ->
            new EncryptionKeys(
                NAME,
                new EncryptionKeys.Args(
                    secondary.scope(),
                    List.of(new Region("us-east-1"), new Region("us-west-2")),
                    List.of("/a", "/b"),
                    uses),
                secondary.scope().component()));
  }
}
