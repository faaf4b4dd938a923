package dev.portcullis.sweep;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.Digests;
import dev.portcullis.policy.GateRequest;
import dev.portcullis.policy.Profiles;
import dev.portcullis.policy.Waiver;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.decision.Decision;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeMap;

/**
 * By what a sweep decides. What is wrong with the request itself is said once, before the first
 * document.
 *
 * @param tool name and version of the gate
 */
public record SweepPolicy(
    PolicyBundle bundle, GateRequest request, Decision.EngineInfo engine, String tool) {

  /** Of the rows: a change of what they mean is a change of the binding. */
  private static final int ROWS_VERSION = 1;

  /**
   * @throws dev.portcullis.graph.InputException if profile, parameters, waivers or rule ids are not
   *     those of the bundle
   */
  public SweepPolicy {
    Profiles.forRules(bundle, request.profile(), request.parameters());
    for (var waiver : request.waivers()) {
      bundle.catalogue().require("waiver " + waiver.id(), waiver.rule());
    }
    for (var rule : request.only()) {
      bundle.catalogue().require("--only", rule);
    }
  }

  /** The same at another instant: a sweep that goes on judges by the instant it began with. */
  public SweepPolicy at(Instant asOf) {
    var other =
        new GateRequest(
            request.profile(), request.parameters(), request.waivers(), request.only(), asOf);
    return new SweepPolicy(bundle, other, engine, tool);
  }

  /**
   * Digest of everything but the document that a decision depends on: results with another one are
   * of another run and never taken for these.
   */
  public String binding() {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("rows", ROWS_VERSION);
    json.put("tool", tool);
    json.put("engine", engine.kind() + " " + engine.version());
    json.put("policy", bundle.revision());
    json.put("profile", request.profile());
    json.put("asOf", request.asOf().toString());
    var parameters = json.putObject("parameters");
    new TreeMap<>(request.parameters()).forEach(parameters::set);
    var only = json.putArray("only");
    request.only().stream().distinct().sorted().forEach(only::add);
    var waivers = json.putArray("waivers");
    request.waivers().stream()
        .sorted(Comparator.comparing(Waiver::id))
        .forEach(waiver -> waivers.add(json(waiver)));
    return Digests.of(json);
  }

  private static ObjectNode json(Waiver waiver) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", waiver.id());
    json.put("rule", waiver.rule());
    json.put("urn", waiver.urn());
    var fingerprints = json.putArray("fingerprints");
    waiver.fingerprints().stream().sorted().forEach(fingerprints::add);
    json.put("owner", waiver.owner());
    json.put("approver", waiver.approver());
    json.put("reason", waiver.reason());
    json.put("ticket", waiver.ticket());
    json.put("granted", waiver.granted());
    json.put("expires", waiver.expires());
    return json;
  }
}
