package dev.portcullis.sweep.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.GateRequest;
import dev.portcullis.policy.Waiver;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Status;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The document {@code summary.json} of docs/sweep.md. Deterministic: the same documents, policy and
 * request give the same bytes, however they were distributed; the only clock is {@code asOf}.
 */
public final class SummaryJson {
  /** Name of the file. */
  public static final String FILE = "summary.json";

  /** Version of the document. */
  private static final String SCHEMA_VERSION = "1";

  private static final ObjectWriter JSON = writer();

  private SummaryJson() {}

  /**
   * By what was decided.
   *
   * @param revision of the policy
   * @param binding digest of policy and request
   */
  public record Policy(
      String revision, String binding, GateRequest request, Decision.EngineInfo engine) {}

  /**
   * The document, UTF-8, ending in a line break.
   *
   * @param total documents there were; more than the tally counts when the sweep was interrupted
   */
  public static byte[] write(Policy policy, Tally tally, long total) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("schemaVersion", SCHEMA_VERSION);
    json.put("complete", tally.documents() == total);
    json.put("decision", verdict(tally, total).json());
    json.put("asOf", policy.request().asOf().toString());
    json.putObject("policy").put("revision", policy.revision()).put("binding", policy.binding());
    request(json.putObject("request"), policy.request());
    json.putObject("engine")
        .put("kind", policy.engine().kind())
        .put("version", policy.engine().version());
    var stacks = json.putObject("stacks").put("total", total);
    for (var verdict : Status.Verdict.values()) {
      stacks.put(verdict.json(), tally.decided(verdict));
    }
    stacks.put("remaining", total - tally.documents());
    counts(json.putObject("kinds"), tally.kinds());
    counts(json.putObject("profiles"), tally.profiles());
    json.put("resources", tally.resources());
    counts(json.putObject("findings"), tally.findings());
    rules(json, tally);
    named(json, tally, policy.request());
    try {
      return (JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a summary is always writable", e);
    }
  }

  /** Error before deny before allow; documents that were not reached are not decided. */
  public static Status.Verdict verdict(Tally tally, long total) {
    if (tally.decided(Status.Verdict.ERROR) > 0 || tally.documents() < total || total == 0) {
      return Status.Verdict.ERROR;
    }
    return tally.decided(Status.Verdict.DENY) > 0 ? Status.Verdict.DENY : Status.Verdict.ALLOW;
  }

  private static void request(ObjectNode json, GateRequest request) {
    json.put("profile", request.profile());
    var parameters = json.putObject("parameters");
    new TreeMap<>(request.parameters()).forEach(parameters::set);
    var only = json.putArray("only");
    request.only().stream().distinct().sorted().forEach(only::add);
    var waivers = json.putArray("waivers");
    request.waivers().stream().map(Waiver::id).sorted().forEach(waivers::add);
  }

  private static void rules(ObjectNode json, Tally tally) {
    var rules = json.putArray("rules");
    tally
        .rules()
        .forEach(
            (id, rule) -> {
              var entry = rules.addObject().put("id", id).put("title", rule.title());
              entry.put("severity", rule.severity()).put("denies", rule.denies());
              entry.put("findings", rule.findings());
              counts(entry.putObject("stacks"), rule.stacks());
            });
  }

  private static void named(ObjectNode json, Tally tally, GateRequest request) {
    var denied = json.putArray("denied");
    tally
        .denied()
        .forEach(
            (source, rules) -> {
              var entry = denied.addObject().put("source", source).putArray("rules");
              rules.forEach(entry::add);
            });
    var undecided = json.putArray("notDecided");
    tally
        .undecided()
        .forEach(
            (source, error) -> undecided.addObject().put("source", source).put("error", error));
    var unused = json.putArray("unusedWaivers");
    request.waivers().stream()
        .map(Waiver::id)
        .filter(id -> !tally.waivers().contains(id))
        .sorted()
        .forEach(unused::add);
  }

  private static void counts(ObjectNode json, Map<String, Long> counts) {
    counts.forEach(json::put);
  }

  private static ObjectWriter writer() {
    var indenter = new DefaultIndenter("  ", "\n");
    return JsonMapper.builder()
        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
        .build()
        .writer(
            new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
  }
}
