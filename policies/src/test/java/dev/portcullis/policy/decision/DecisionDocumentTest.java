package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.portcullis.graph.GraphSource;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionDocumentTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void readsWhatItWroteByteForByte() {
    for (var source :
        List.of(
            GraphSource.UNKNOWN,
            new GraphSource(
                GraphSource.Kind.STATE, "shop", "dev", null, new TreeMap<>(Map.of("a", "b"))))) {
      var written = DecisionJson.write(decision(source));
      var document = DecisionDocument.of("decision.json", written);
      assertThat(text(document.bytes())).isEqualTo(text(written));
      assertThat(text(DecisionJson.write(document.decision()))).isEqualTo(text(written));
    }
  }

  @Test
  void keepsWhatALaterGateSaysWhereverItStands() throws IOException {
    var more =
        changed(
            tree -> {
              tree.put("signature", "\u202e\u001b[31m");
              ((ObjectNode) tree.at("/findings/0")).putObject("fix").put("tested", true);
              ((ObjectNode) tree.at("/rules/0")).put("mutationScore", 0.875);
            });
    var document = DecisionDocument.of("decision.json", more);
    var again = text(document.bytes());
    assertThat(JSON.readTree(again)).isEqualTo(JSON.readTree(more));
    assertThat(again).contains("\"signature\" : \"\\u202E\\u001B[31m\"").isASCII();
    assertThat(DecisionDocument.of("decision.json", document.bytes()).bytes())
        .isEqualTo(document.bytes());
    assertThat(document.decision().findings()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/decision|\"perhaps\"|perhaps",
        "/findings/0/status|\"broken\"|broken",
        "/findings/0/fingerprint|\"sha256:12\"|sha256:12",
        "/findings/0/location/file|\"/etc/passwd\"|/etc/passwd",
        "/findings/0/urn|7|7",
        "/rules/0/counts/fail|-1|-1",
        "/rules/0/severity|\"HIGH\"|HIGH",
        "/asOf|\"yesterday\"|yesterday",
        "/graph/resources|0|0",
        "/graph/source/kind|\"guess\"|guess",
        "/waivers|{}|array",
        "/schemaVersion|\"2\"|version 1"
      })
  void rejectsAWrongValueAndNamesItsPlace(String pointer, String value, String named)
      throws IOException {
    var at = pointer.lastIndexOf('/');
    var wrong =
        changed(
            tree -> {
              try {
                ((ObjectNode) tree.at(pointer.substring(0, at)))
                    .set(pointer.substring(at + 1), JSON.readTree(value));
              } catch (IOException e) {
                throw new IllegalArgumentException(e);
              }
            });
    assertThatThrownBy(() -> DecisionDocument.of("mine.json", wrong))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("mine.json: " + pointer + ": ")
        .hasMessageContaining(named)
        .hasMessageContaining("; ");
  }

  @Test
  void rejectsAMissingMember() throws IOException {
    assertThatThrownBy(
            () -> DecisionDocument.of("mine.json", changed(tree -> tree.remove("findings"))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("mine.json")
        .hasMessageContaining("findings");
  }

  @Test
  void rejectsWhatIsNoDecision() {
    for (var content :
        List.of("", "no JSON", "[]", "{}", "{\"schemaVersion\":\"1\"}", "{\"a\":1")) {
      assertThatThrownBy(
              () -> DecisionDocument.of("mine.json", content.getBytes(StandardCharsets.UTF_8)))
          .as(content)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("mine.json");
    }
    assertThatThrownBy(() -> DecisionDocument.read(folder.resolve("nothing.json")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nothing.json");
    assertThatThrownBy(() -> DecisionDocument.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageNotContaining(folder.getParent().toString());
  }

  @Test
  void rejectsADecisionThatContradictsItself() throws IOException {
    refuses("/decision", tree -> tree.put("decision", "allow"));
    refuses("/error", tree -> tree.put("error", "the engine is silent"));
    refuses("/error", tree -> tree.put("decision", "error"));
    refuses(
        "/findings/0/rule", tree -> ((ObjectNode) tree.at("/findings/0")).put("rule", "IAM-001"));
    refuses("/rules/1/id", tree -> tree.withArray("/rules").add(tree.at("/rules/0")));
    refuses(
        "/rules",
        tree -> {
          tree.put("decision", "allow").putArray("rules");
          tree.putArray("findings");
        });
  }

  @Test
  void rejectsAFailureUnderARuleInFavour() throws IOException {
    refuses(
        "/findings/0/status",
        tree -> {
          tree.put("decision", "allow");
          ((ObjectNode) tree.at("/rules/0")).put("status", "pass");
        });
    refuses(
        "/rules/0/counts",
        tree -> {
          tree.put("decision", "allow").putArray("findings");
          ((ObjectNode) tree.at("/rules/0")).put("status", "pass");
        });
  }

  @Test
  void rejectsASentenceThatIsMetByRulesThatDidNotPass() throws IOException {
    refuses("/requirements/0/status", tree -> met(tree, "IAM-001"));
    var failed = JSON.readTree(DecisionJson.write(decision(GraphSource.UNKNOWN)));
    refuses("/requirements/0/status", tree -> met(tree, failed.at("/rules/0/id").asText()));
  }

  private static void met(ObjectNode tree, String rule) {
    var sentence = tree.putArray("requirements").addObject();
    sentence.put("id", "X-01").put("text", "Data is encrypted.").put("status", "met");
    sentence.putArray("rules").add(rule);
    sentence.putArray("evidence");
    sentence.put("note", "");
  }

  @Test
  void rejectsCountsThatAreNotThoseOfTheSubjects() throws IOException {
    refuses("/rules/0/counts", tree -> ((ObjectNode) tree.at("/rules/0/counts")).put("fail", 2));
    refuses(
        "/rules/0/counts",
        tree -> ((ObjectNode) tree.at("/rules/0/counts")).put("fail", 0).put("pass", 1));
    var last = changed(tree -> ((ObjectNode) tree.at("/rules/0")).putArray("targets"));
    assertThat(DecisionDocument.of("decision.json", last).decision().rules().get(0).targets())
        .as("as gate keeps it for explain")
        .isEmpty();
  }

  @Test
  void rejectsCountsThatAreTooLargeToAddUp() throws IOException {
    refuses(
        "/rules/0/counts",
        tree -> {
          tree.put("decision", "allow").putArray("findings");
          ((ObjectNode) tree.at("/rules/0")).put("status", "pass").putArray("targets");
          ((ObjectNode) tree.at("/rules/0/counts"))
              .put("targets", 0)
              .put("fail", Integer.MAX_VALUE)
              .put("undecided", Integer.MAX_VALUE)
              .put("pass", 2);
        });
  }

  @Test
  void rejectsASubjectThatFailsForNoReason() throws IOException {
    refuses("/rules/0/targets/0/status", tree -> tree.putArray("findings"));
    refuses(
        "/rules/0/targets/0/status",
        tree -> {
          ((ObjectNode) tree.at("/rules/0/targets/0")).put("status", "pass");
          ((ObjectNode) tree.at("/rules/0/counts")).put("fail", 0).put("pass", 1);
        });
  }

  @Test
  void rejectsAFindingAboutWhatIsNoSubject() throws IOException {
    refuses(
        "/rules/0/targets",
        tree -> {
          var other = ((ObjectNode) tree.at("/findings/0")).deepCopy().put("urn", "urn:other");
          tree.withArray("/findings").add(other);
        });
  }

  @Test
  void rejectsADecisionThatHidesARule() throws IOException {
    refuses("/rules", tree -> ((ObjectNode) tree.at("/policy")).put("rules", 2));
  }

  @Test
  void rejectsAWaiverOfSomethingElse() throws IOException {
    refuses(
        "/findings/0/waiver",
        tree -> {
          ((ObjectNode) tree.at("/findings/0")).put("status", "waived").put("waiver", "W-1");
          var waiver = tree.withArray("/waivers").addObject();
          for (var name : List.of("rule", "urnPattern", "owner", "approver", "reason", "ticket")) {
            waiver.put(name, "any");
          }
          waiver.put("id", "W-1").put("expires", "2026-12-31").put("status", "active");
          waiver.putArray("findings").add("sha256:" + "00".repeat(32));
        });
  }

  @Test
  void rejectsAnExceptionThatNobodyGranted() throws IOException {
    refuses(
        "/findings/0/waiver", tree -> ((ObjectNode) tree.at("/findings/0")).put("waiver", "W-1"));
    refuses(
        "/findings/0/waiver",
        tree -> ((ObjectNode) tree.at("/findings/0")).put("status", "waived"));
    refuses(
        "/findings/0/waiver",
        tree -> ((ObjectNode) tree.at("/findings/0")).put("status", "waived").put("waiver", "W-1"));
  }

  private static void refuses(String place, Consumer<ObjectNode> change) throws IOException {
    var wrong = changed(change);
    assertThatThrownBy(() -> DecisionDocument.of("mine.json", wrong))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("mine.json: " + place + ": ");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] changed(Consumer<ObjectNode> change) throws IOException {
    var tree = (ObjectNode) JSON.readTree(DecisionJson.write(decision(GraphSource.UNKNOWN)));
    change.accept(tree);
    return JSON.writeValueAsBytes(tree);
  }

  private static Decision decision(GraphSource source) {
    var urn = "urn:pulumi:dev::shop::aws:sqs/queue:Queue::q";
    var fingerprint = Fingerprint.of("KMS-001", urn, "/inputs/k", TextNode.valueOf("\u00e9"));
    return new Decision(
        Decision.SCHEMA_VERSION,
        Status.Verdict.DENY,
        false,
        "baseline",
        Instant.parse("2026-11-21T00:00:00Z"),
        new Decision.GraphInfo("sha256:" + "ab".repeat(32), 1, source),
        new Decision.EngineInfo("embedded", "1"),
        new Decision.PolicyInfo(
            "sha256:" + "cd".repeat(32),
            1,
            Map.of("days", IntNode.valueOf(30), "share", DoubleNode.valueOf(1.0e10))),
        List.of(
            new RuleResult(
                "KMS-001",
                "Title",
                Severity.HIGH,
                Enforcement.MANDATORY,
                Status.Rule.FAIL,
                List.of("X-01"),
                Map.of("nist-800-53-r5", List.of("SC-28")),
                null,
                new RuleResult.Counts(1, 0, 0, 1, 0, 0),
                List.of(new RuleResult.Target(urn, Status.Subject.FAIL, null)),
                List.of())),
        List.of(
            new Finding(
                "KMS-001",
                Status.Subject.FAIL,
                urn,
                "aws:sqs/queue:Queue",
                "q",
                null,
                "/inputs/k",
                "k is \u00e9",
                "a key",
                "\u00e9",
                "Set k.",
                fingerprint,
                new Location("Main.java", 3),
                null)),
        List.of(),
        List.of(),
        null);
  }
}
